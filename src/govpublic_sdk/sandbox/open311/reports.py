"""What persons reported to the sandbox's city and what became of it; nothing here speaks JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from govpublic_sdk.sandbox.open311.catalogue import Service

__all__ = ["POSTED", "STATUSES", "Report", "ReportUpdate"]

_DONE = (
    *("closed", "fixed", "duplicate", "no_further_action"),
    *("not_councils_responsibility", "cancelled"),
)
STATUSES = (
    *("open", "investigating", "in_progress", "action_scheduled", "planned", *_DONE),
    *("internal_referral", "for_triage", "reopen", "unchanged"),
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
        contacts: Who wrote, as far as it was told.
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
        words = [one.status for one in self.updates if one.status != "unchanged"]
        return words[-1] if words else "open"

    @property
    def is_closed(self) -> bool:
        """Whether the city is done with it."""
        return self.status in _DONE

    @property
    def changed(self) -> float:
        """When something last happened to it, in Unix seconds."""
        return self.updates[-1].at if self.updates else self.at
