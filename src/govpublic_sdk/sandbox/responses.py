"""What goes back for one request, and what faults do to it on its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pydantic_core import to_json

from govpublic_sdk.sandbox.faults import Fault
from govpublic_sdk.sandbox.values import Json

__all__ = [
    "Answered",
    "apply_faults",
    "respond",
]


@dataclass(slots=True)
class Answered:
    """A body, and what goes wrong on its way.

    Attributes:
        body: The body.
        status: The HTTP status.
        headers: Further headers.
        late: Seconds before the answer starts.
        slow: Seconds that the body takes.
        broken: `cut` or `reset` when the connection breaks.
    """

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    late: float = 0.0
    slow: float = 0.0
    broken: str = ""


def respond(
    struck: Sequence[Fault], work: Callable[[], bytes], about: Json | None = None
) -> Answered:
    """The answer of some work under faults; the first that ends a call decides whether it is done.

    Args:
        struck: The faults.
        work: Carries the request out and gives the body.
        about: Further fields of the request in an error object.
    """
    return apply_faults(struck, lambda: Answered(work()), about)


def apply_faults(
    struck: Sequence[Fault], work: Callable[[], Answered], about: Json | None = None
) -> Answered:
    """The same for work that gives a whole answer."""
    first = next((fault for fault in struck if fault.ends_call), None)
    answered = work() if first is None else _end_early(first, lambda: work().body, about or {})
    answered.late = sum(fault.seconds for fault in struck if fault.kind == "latency")
    answered.slow = sum(fault.seconds for fault in struck if fault.kind == "slow")
    return answered


def _end_early(fault: Fault, work: Callable[[], bytes], about: Json) -> Answered:
    body = work() if fault.done else b"{}"
    if fault.kind == "error":
        return Answered(to_json({"error": {**fault.error, **about}}))
    if fault.kind == "http":
        return Answered(fault.body, fault.status, dict(fault.headers))
    return Answered(body, broken=fault.kind)
