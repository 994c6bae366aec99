"""State of the sandbox's city: requests with updates, pictures, and their visibility."""

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
"""Statuses of updates, in mySociety's vocabulary."""

POSTED = tuple(status.upper() for status in STATUSES if status != "unchanged")
"""Statuses that clients may post: mySociety's servers accept upper case only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUpdate:
    """An update of a request.

    Attributes:
        id: Id of the update.
        report: Id of the request.
        status: One of `STATUSES`.
        text: Text of the update.
        at: Time of the update, in Unix seconds.
        media_url: URL of a picture.
        sent_as: The sender's id of the update, which makes a repetition recognisable.
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
        id: Id of the request.
        service: Its service.
        text: Text of the request.
        at: Time of the request, in Unix seconds.
        address: Address as text.
        address_id: The city's id of the address.
        latitude: Degrees north.
        longitude: Degrees east.
        media: URLs of pictures.
        attributes: Answers to the questions of the service.
        contacts: Contacts of the author, as far as given.
        token: Token of a request to a batch service.
        seen_from: Time from which clients see it, in Unix seconds.
        updates: Updates, oldest first.
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
        """The last status that is not `unchanged`."""
        words = [update.status for update in self.updates if update.status != "unchanged"]
        return words[-1] if words else "open"

    @property
    def is_closed(self) -> bool:
        """Whether the city has closed it."""
        return self.status in _DONE

    @property
    def changed(self) -> float:
        """Time of the last update, in Unix seconds."""
        return self.updates[-1].at if self.updates else self.at


JURISDICTION = "city.sandbox.invalid"


class City:
    """Requests and pictures of a city.

    Args:
        seed: Seed of ids, texts, addresses and the key.
        clock: The sandbox's time.

    Attributes:
        reports: All requests by id, including hidden ones.
        quirks: Deviations that are switched on.
        key: The `api_key` of posts.
        jurisdiction: The only `jurisdiction_id`.
        batch_seconds: Seconds until a token of a batch service becomes an id.
        media: Posted pictures, by the last part of their URL.
    """

    def __init__(self, seed: int, clock: Clock) -> None:
        self.reports: dict[str, Report] = {}
        self.quirks: Open311Quirks = Open311Quirks()
        self.key: str = f"sandbox.key.{_hash(seed, 'key')}"
        self.jurisdiction: str = JURISDICTION
        self.batch_seconds: float = 60.0
        self.media: dict[str, bytes] = {}
        self._seed = seed
        self._clock = clock
        self._made = self._numbered = self._updates_made = 0
        self._lock = threading.RLock()

    def now(self) -> float:
        """Return the time in whole Unix seconds, the precision of dates here."""
        return float(int(self._clock.now()))

    def get_report(self, report_id: str) -> Report:
        """Return a visible request.

        Raises:
            Refusal: The request does not exist.
            Broken: The request does not exist, and `quirks.unknown_id` is 500.
        """
        report = self.reports.get(report_id)
        if report is not None and self.is_seen(report):
            return report
        if self.quirks.unknown_id >= 500:
            raise Broken(f"request {report_id}")
        raise Refusal(self.quirks.unknown_id, "service_request_id was not found")

    def is_seen(self, report: Report) -> bool:
        """Return whether clients see a request now."""
        if report.service.type == "blackbox":
            return False
        stuck = report.token is not None and self.quirks.tokens_never_resolve
        return report.seen_from <= self.now() and not stuck

    def add_report(self, report: Report) -> Report:
        """Store a request under a new id, with a token if its service works in batches."""
        self._made += 1
        if self.quirks.numeric_ids:
            report.id = str(self._numbered)
            self._numbered += 1
        else:
            report.id = f"sb{_hash(self._seed, 'id')[:3]}{self._made}"
        if report.service.type == "batch":
            report.token = _hash(self._seed, f"token {self._made}")[:12]
            report.seen_from = report.at + self.batch_seconds
        self.reports[report.id] = report
        return report

    def save_picture(self, picture: bytes) -> str:
        """Store a picture and return the last part of its URL."""
        key = _hash(self._seed, f"media {len(self.media)}")[:24]
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
        """Add an update to a request."""
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


def _hash(seed: int, purpose: str) -> str:
    return hashlib.sha256(f"{seed} open311 {purpose}".encode()).hexdigest()[:32]
