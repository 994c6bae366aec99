"""What persons reported to the sandbox's city and what became of it; nothing here speaks JSON.

The state of the sandbox's city: requests, updates, pictures, and who may see which of them.

Rights and forms are the business of those who change it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.open311.catalogue import Service
from govpublic_sdk.sandbox.open311.quirks import Broken, Open311Quirks, Refusal

__all__ = [
    "POSTED",
    "STATUSES",
    "City",
    "Report",
    "ReportUpdate",
]

_DONE = (
    "closed",
    "fixed",
    "duplicate",
    "no_further_action",
    "not_councils_responsibility",
    "cancelled",
)
STATUSES = (
    "open",
    "investigating",
    "in_progress",
    "action_scheduled",
    "planned",
    *_DONE,
    "internal_referral",
    "for_triage",
    "reopen",
    "unchanged",
)
"""What updates may say, in mySociety's vocabulary."""

POSTED = tuple(one.upper() for one in STATUSES if one != "unchanged")
"""What clients may post: mySociety's servers read small letters and take capitals only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUpdate:
    """Something that happened to a request.

    Attributes:
        id: Its number.
        report: The id of the request.
        status: A word of `STATUSES`.
        text: What was said.
        at: When, in Unix seconds.
        media_url: A picture of it.
        sent_as: The number that a sender gave it, by which it is taken only once.
    """

    id: str
    report: str
    status: str
    text: str = field(default="", repr=False)
    at: float
    media_url: str | None = None
    sent_as: str | None = None


@dataclass(slots=True, eq=False, kw_only=True)
class Report:
    """A request of a person.

    Attributes:
        id: Its number.
        service: What it is about.
        text: What was written.
        at: When, in Unix seconds.
        address: Where it is, in words.
        address_id: The city's number of the address.
        latitude: Degrees north.
        longitude: Degrees east.
        media: Addresses of pictures.
        attributes: Answers to the questions of the service.
        contacts: Who wrote, as far as given.
        token: The token of a batch service.
        seen_from: From when on it can be seen, in Unix seconds.
        updates: What happened to it, oldest first.
    """

    id: str
    service: Service
    text: str = field(default="", repr=False)
    at: float
    address: str | None = field(default=None, repr=False)
    address_id: str | None = None
    latitude: float | None = field(default=None, repr=False)
    longitude: float | None = field(default=None, repr=False)
    media: Sequence[str] = ()
    attributes: Mapping[str, str | list[str]] = field(
        default_factory=dict[str, "str | list[str]"], repr=False
    )
    contacts: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    token: str | None = None
    seen_from: float = 0.0
    updates: list[ReportUpdate] = field(default_factory=list[ReportUpdate])

    @property
    def status(self) -> str:
        """The last word on it."""
        words = [update.status for update in self.updates if update.status != "unchanged"]
        return words[-1] if words else "open"

    @property
    def is_closed(self) -> bool:
        """Whether the city is done with it."""
        return self.status in _DONE

    @property
    def changed(self) -> float:
        """When something last happened to it, in Unix seconds."""
        return self.updates[-1].at if self.updates else self.at


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

    def get_report(self, report_id: str) -> Report:
        """A request that may be seen.

        Raises:
            Refusal: It does not exist.
            Broken: It does not exist, and the server fails over that.
        """
        report = self.reports.get(report_id)
        if report is not None and self.is_seen(report):
            return report
        if self.quirks.unknown_id >= 500:
            raise Broken(f"request {report_id}")
        raise Refusal(self.quirks.unknown_id, "service_request_id was not found")

    def is_seen(self, report: Report) -> bool:
        """Whether clients may see a request now."""
        if report.service.type == "blackbox":
            return False
        stuck = report.token is not None and self.quirks.tokens_never_resolve
        return report.seen_from <= self.now() and not stuck

    def add_report(self, report: Report) -> Report:
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

    def save_picture(self, picture: bytes) -> str:
        """Keep a picture; the last part of its address."""
        key = _mark(self._seed, f"media {len(self.media)}")[:24]
        self.media[key] = picture
        return key

    def add_update(
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
