"""The state of the sandbox's city: requests, updates, pictures, and who may see which of them.

Rights and forms are the business of those who change it.
"""

from __future__ import annotations

import hashlib
import threading

from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.open311.quirks import Open311Quirks
from govpublic_sdk.sandbox.open311.refusing import Broken, Refusal
from govpublic_sdk.sandbox.open311.reports import Report, ReportUpdate

__all__ = ["City"]

JURISDICTION = "city.sandbox.invalid"


class City:
    """What exists in the city.

    Args:
        seed: Makes ids, texts, addresses and the key.
        clock: The sandbox's time.

    Attributes:
        reports: All requests by id, also those that are not shown.
        quirks: In which ways its server is odd.
        key: What posts need as `api_key`.
        jurisdiction: The only `jurisdiction_id`.
        batch_seconds: After how long a token of a batch service becomes an id.
        media: Pictures that were posted, by the last part of their address.
    """

    def __init__(self, seed: int, clock: Clock) -> None:
        self.reports: dict[str, Report] = {}
        self.quirks: Open311Quirks = Open311Quirks()
        self.key: str = f"sandbox.key.{_mark(seed, 'key')}"
        self.jurisdiction: str = JURISDICTION
        self.batch_seconds: float = 60.0
        self.media: dict[str, bytes] = {}
        self._seed = seed
        self._clock = clock
        self._made = self._numbered = self._updates_made = 0
        self._lock = threading.RLock()

    def now(self) -> float:
        """The time in whole Unix seconds, as dates are written here."""
        return float(int(self._clock.now()))

    def known(self, number: str) -> Report:
        """A request that may be seen.

        Raises:
            Refusal: There is none.
            Broken: There is none, and the server fails over that.
        """
        found = self.reports.get(number)
        if found is not None and self.is_seen(found):
            return found
        if self.quirks.unknown_id >= 500:
            raise Broken(f"request {number}")
        raise Refusal(self.quirks.unknown_id, "service_request_id was not found")

    def is_seen(self, report: Report) -> bool:
        """Whether clients may see a request now."""
        if report.service.type == "blackbox":
            return False
        stuck = report.token is not None and self.quirks.tokens_never_resolve
        return report.seen_from <= self.now() and not stuck

    def new(self, report: Report) -> Report:
        """Give a request its number, and a token where its service works in batches."""
        report.id = self._number()
        if report.service.type == "batch":
            report.token = _mark(self._seed, f"token {self._made}")[:12]
            report.seen_from = report.at + self.batch_seconds
        self.reports[report.id] = report
        return report

    def _number(self) -> str:
        self._made += 1
        if self.quirks.numeric_ids:
            self._numbered += 1
            return str(self._numbered - 1)
        return f"sb{_mark(self._seed, 'id')[:3]}{self._made}"

    def keep(self, picture: bytes) -> str:
        """Keep a picture; the last part of its address."""
        key = _mark(self._seed, f"media {len(self.media)}")[:24]
        self.media[key] = picture
        return key

    def noted(
        self,
        report: Report,
        status: str,
        *,
        text: str,
        media_url: str | None = None,
        sent_as: str | None = None,
    ) -> ReportUpdate:
        """Note what happened to a request."""
        self._updates_made += 1
        update = ReportUpdate(
            id=str(self._updates_made),
            report=report.id,
            status=status,
            text=text,
            at=self.now(),
            media_url=media_url,
            sent_as=sent_as,
        )
        report.updates.append(update)
        return update


def _mark(seed: int, what: str) -> str:
    return hashlib.sha256(f"{seed} open311 {what}".encode()).hexdigest()[:32]
