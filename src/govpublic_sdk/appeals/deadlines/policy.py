"""A policy of terms as a value: it can be compared, stored, and asked for deadlines.

The built-in policies are in `policies`, the calculation in `calculation`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from types import NoneType

from pydantic import JsonValue, TypeAdapter, ValidationError

from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.validation import check_time, check_type, check_zone, each_of
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.deadlines.calculation import ANSWER_KINDS, calculate_deadlines, extend
from govpublic_sdk.appeals.deadlines.calendar import RUSSIA, WorkCalendar
from govpublic_sdk.appeals.deadlines.terms import Extension, Term
from govpublic_sdk.appeals.deadlines.working_hours import WorkingHours
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.deadlines import Deadline

__all__ = ["DeadlinePolicy"]


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePolicy:
    """By which terms appeals of one regime must be answered.

    Give a policy that changes another version: deadlines keep both names, and are never reckoned
    again by themselves. Of several terms of one kind that apply to an appeal, the last one counts,
    so that special terms follow general ones.

    A term of days ends with the last second of its last day in the zone of the policy: what is
    done by midnight is in time (ГК РФ ст. 194, by analogy), and an answer leaves by electronic
    means at any hour. Where an act names an hour, set `day_ends`.

    Attributes:
        id: Its name.
        version: Its version, such as the date of the act.
        regime: The regime of the appeals: `message`, `appeal_59fz`, `incident`, `service_request`,
            or a word of your own.
        terms: Its terms, special ones after general ones.
        zone: The zone in which days and hours are counted, by its IANA name.
        hours: The working hours; needed for terms in working hours.
        calendar: Which days are worked.
        extension: How far a final answer may be put off; None where it may not.
        day_ends: At what hour a term of days ends on its last day.
        source: Where the policy can be read; None for your own.

    Raises:
        ParameterError: Something is missing, or does not fit together.
    """

    id: str
    version: str
    regime: str
    terms: tuple[Term, ...]
    zone: str = "Europe/Moscow"
    hours: WorkingHours | None = None
    calendar: WorkCalendar = RUSSIA
    extension: Extension | None = None
    day_ends: time = time(23, 59, 59)
    source: str | None = None

    def __post_init__(self) -> None:
        for name in ("id", "version", "regime", "terms"):
            if not getattr(self, name):
                allowed = "at least one Term" if name == "terms" else "a text"
                raise ParameterError(name, "empty", allowed)
        check_zone(self.zone)
        check_time("day_ends", self.day_ends)
        each_of("terms", self.terms, Term, "a tuple of terms")
        check_type("calendar", self.calendar, WorkCalendar, "a WorkCalendar")
        check_type("hours", self.hours, (WorkingHours, NoneType), "WorkingHours or None")
        check_type("extension", self.extension, (Extension, NoneType), "an Extension or None")
        _check_terms(self)
        _check_hours(self)

    @check_arguments
    def deadlines(
        self,
        *,
        submitted_at: datetime | None = None,
        registered_at: datetime | None = None,
        platform_due: datetime | None = None,
        forwarded_at: datetime | None = None,
        interim_at: datetime | None = None,
        answered_at: datetime | None = None,
        fast_track: bool = False,
        raised: bool = False,
        misdirected: bool = False,
        marks: str | Iterable[str] = (),
        categories: str | Iterable[str] = (),
    ) -> tuple[Deadline, ...]:
        """The deadlines of an appeal, in the order of the terms.

        A pure function: deadlines do not depend on the current time. A deadline whose start
        is not known yet has no date.

        Args:
            submitted_at: When the appeal came.
            registered_at: When it was registered.
            platform_due: By when the platform wants the answer, if it sends that date.
            forwarded_at: When it was forwarded to the competent body.
            interim_at: When the first answer was given, if that was not the final one.
            answered_at: When the final answer was given.
            fast_track: Whether it is of a topic with accelerated terms («быстрое решение»).
            raised: Whether it is of raised importance.
            misdirected: Whether it is known that another body is competent.
            marks: Further words that terms of the policy ask for.
            categories: The names or ids of the categories to which it belongs, of all levels.

        Raises:
            ParameterError: A datetime is naive.
            ConfigurationError: This computer does not know the zone of the policy.
        """
        moments = {
            "submitted": submitted_at,
            "registered": registered_at,
            "platform_due": platform_due,
            "forwarded": forwarded_at,
            "interim": interim_at,
            "answered": answered_at,
        }
        flags = {"fast_track": fast_track, "raised": raised, "misdirected": misdirected}
        all_marks = frozenset(_as_texts("marks", marks)) | {
            name for name, is_set in flags.items() if is_set
        }
        return calculate_deadlines(self, moments, all_marks, _as_texts("categories", categories))

    @check_arguments
    def extend(
        self, deadlines: Iterable[Deadline], *, amount: int | None = None
    ) -> tuple[Deadline, ...]:
        """The same deadlines, with that of the final answer put off.

        The extension takes the place of the former date, which it keeps as its start.

        Args:
            deadlines: The deadlines of an appeal.
            amount: How many days or hours; without it, as many as the policy allows.

        Raises:
            ParameterError: The policy has no extension, or a shorter one; or there is no
                date to put off, or it was put off before.
        """
        return extend(self, deadlines, amount)

    def as_json(self) -> str:
        """The whole policy as JSON text, with its calendar: store it beside what it reckoned."""
        return _adapter().dump_json(self).decode()

    def model_dump(self) -> dict[str, JsonValue]:
        """The whole policy as values of JSON."""
        dumped: dict[str, JsonValue] = _adapter().dump_python(self, mode="json")
        return dumped

    @classmethod
    @check_arguments
    def from_json(cls, text: str | bytes) -> DeadlinePolicy:
        """A policy from its JSON text; the same deadlines come out of it.

        Raises:
            ParameterError: Not a policy.
        """
        try:
            return _adapter().validate_json(text)
        except ValidationError as error:
            problem = error.errors(include_url=False, include_input=False)[0]
            path = ".".join(map(str, problem["loc"])) or "policy"
            raise ParameterError(
                path,
                Text("invalid value ({problem})", problem=problem["type"]),
                "a policy that `as_json` wrote",
            ) from error


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[DeadlinePolicy]:
    return TypeAdapter(DeadlinePolicy)


def _check_terms(policy: DeadlinePolicy) -> None:
    for term in policy.terms:
        if term.depends and term.kind in ANSWER_KINDS:
            raise ParameterError(
                "terms", Text("{kind} since 'due'", kind=show_value(term.kind)), "another start"
            )
    units = {one.unit for one in (*policy.terms, policy.extension) if one is not None}
    if "working_hours" in units and policy.hours is None:
        raise ParameterError("hours", "None", "working hours: a term is counted in them")


def _check_hours(policy: DeadlinePolicy) -> None:
    """Hours on days off alone would never pass."""
    if policy.hours is None:
        return
    worked = {day for day, spans in enumerate(policy.hours.days) if spans}
    if worked <= set(policy.calendar.weekend):
        raise ParameterError("hours", "hours on days off only", "hours on a working day")


def _as_texts(name: str, values: Iterable[str]) -> Iterable[str]:
    """A bare text is one text, not its letters."""
    return (values,) if isinstance(values, str) else each_of(name, values, str, "several texts")
