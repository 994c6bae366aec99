"""What the control port can do: each action is a function whose arguments are checked by type."""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, get_type_hints

from pydantic import Field, TypeAdapter, ValidationError

from govpublic_sdk.sandbox.values import Json

if TYPE_CHECKING:
    from govpublic_sdk.sandbox.box import Sandbox

__all__ = ["Action", "Mistake", "actions_of"]

_CITIZENS = (
    *("write", "press", "answer", "received", "read", "type", "allow", "deny", "comment"),
    *("discuss", "suggest", "like", "react", "unlike", "vote", "join", "leave"),
)
_FAULTS = (
    *("error", "captcha", "validation", "html", "empty", "status", "cut", "reset", "latency"),
    "slow",
)
_TEN_YEARS = 10 * 366 * 86_400  # a date of the calendar, whatever the clock was before
_Times: TypeAlias = Annotated[int, Field(ge=1)] | None
_Chance: TypeAlias = Annotated[float, Field(ge=0, le=1)]
_Seconds: TypeAlias = Annotated[float, Field(ge=0, le=3600)]
_Header: TypeAlias = Annotated[str, Field(pattern=r"^[ -~]+$")]
_OPTIONS: Mapping[str, Any] = {"method": str, "times": _Times, "chance": _Chance}
"""What every fault takes besides its own arguments."""
_OWN_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    "error": {"fields": dict[str, Any]},
    "status": {"status": Annotated[int, Field(ge=200, le=599)], "headers": dict[_Header, _Header]},
    "reset": {"done": bool},
    "latency": {"seconds": _Seconds},
    "slow": {"seconds": _Seconds},
}
"""What some faults take besides, and narrower types of their arguments."""


class Mistake(Exception):
    """A request that names an unknown argument, lacks one, or gives one of another type."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that the control port can do.

    Attributes:
        verb: Its HTTP verb.
        path: Its path, without a slash at the ends.
        function: Does it.
        options: Arguments that it takes as `**options`, with their types.
    """

    verb: str
    path: str
    function: Callable[..., Any]
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def run(self, given: Json) -> Any:
        """Do it.

        Raises:
            Mistake: An argument is unknown, missing or of another type.
        """
        parameters = self._parameters()
        types = {**_types(self.function), **self.options}
        known = sorted({parameter.name for parameter in parameters} | set(self.options))
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise Mistake(f"unknown argument {unknown[0][:40]!r} (expected {', '.join(known)})")
        for parameter in parameters:
            if parameter.default is parameter.empty and parameter.name not in given:
                raise Mistake(f"{parameter.name}: missing")
        strict = self.verb == "POST"  # values of a query are texts
        values = {name: _value(name, given[name], types[name], strict=strict) for name in given}
        return self.function(**values)

    @property
    def about(self) -> Json:
        """Its description in `GET /`."""
        names = list(
            dict.fromkeys([*(parameter.name for parameter in self._parameters()), *self.options])
        )
        text = (inspect.getdoc(self.function) or "").partition("\n")[0]
        return {"verb": self.verb, "path": f"/{self.path}", "arguments": names, "does": text}

    def _parameters(self) -> list[inspect.Parameter]:
        every = inspect.signature(self.function).parameters.values()
        return [one for one in every if one.kind is not one.VAR_KEYWORD]


def actions_of(box: Sandbox) -> dict[str, dict[str, Action]]:
    """The actions of a sandbox, by path and verb."""
    own = _Actions(box)
    found: dict[str, dict[str, Action]] = {}

    def add(verb: str, path: str, function: Callable[..., Any], **options: Any) -> None:
        found.setdefault(path, {})[verb] = Action(verb, path, function, options)

    def list_actions() -> list[Json]:
        """List all actions."""
        return [action.about for verbs in found.values() for action in verbs.values()]

    add("GET", "", list_actions)
    add("GET", "world", own.world)
    add("POST", "reset", own.reset)
    add("POST", "act", own.act)
    add("POST", "listen", own.listen)
    add("GET", "clock", own.clock)
    add("POST", "clock/advance", own.advance)
    add("GET", "requests", own.requests)
    add("DELETE", "requests", own.clear_requests)
    add("GET", "events", own.events)
    add("GET", "callbacks", own.callbacks)
    add("POST", "callbacks/deliver", own.deliver)
    add("POST", "citizens/token", own.token)
    add("POST", "pos/write", own.write_to_pos)
    add("POST", "open311/report", own.report)
    for name in _CITIZENS:
        add("POST", f"citizens/{name}", own.of_citizens(name))
    for name in _FAULTS:
        options = {**_OPTIONS, **_OWN_OPTIONS.get(name, {})}
        add("POST", f"faults/{name}", getattr(box.faults, name), **options)
    add("POST", "faults/drift", own.drift, **_OPTIONS)
    add("POST", "faults/long_poll", box.faults.long_poll, times=_Times, chance=_Chance)
    add("DELETE", "faults", box.faults.clear)
    return found


class _Actions:
    """Actions that are not a method of the sandbox's parts as they are."""

    def __init__(self, box: Sandbox) -> None:
        self._box = box

    def of_citizens(self, name: str) -> Callable[..., Any]:
        """A method of the citizens, who are others after a reset."""
        method: Callable[..., Any] = getattr(type(self._box.citizens), name)

        def act(**given: Any) -> Any:
            return method(self._box.citizens, **given)

        signature = inspect.signature(method)
        own = list(signature.parameters.values())[1:]
        functools.update_wrapper(act, method)
        act.__signature__ = signature.replace(parameters=own)  # type: ignore[attr-defined]
        return act

    def world(self) -> Json:
        """Show the time, the publics and how much has happened."""
        box = self._box
        publics = [
            {name: public[name] for name in ("id", "name", "screen_name")}
            for public in box.world.publics.values()
        ]
        happened = {"events": len(box.events()), "requests": len(box.requests())}
        return {**self.clock(), **happened, "publics": publics}

    def reset(self) -> None:
        """Make the world anew; tokens and addresses stay."""
        self._box.reset()

    def act(self, method: str, params: dict[str, Any], citizen: int = 1) -> Any:
        """Call a method as a citizen, without limits and faults; 1 manages all publics."""
        if self._box.world.user(citizen) is None:
            raise Mistake(f"citizen: there is no citizen {citizen}")
        return self._box.gateway.act(citizen, method, **params)

    def listen(self, public: int, types: list[str] | None = None) -> None:
        """Switch Long Poll of a public on, for all types of events or for some."""
        self._box.listen(public, *(types or ()))

    def clock(self) -> Json:
        """Show the sandbox's time."""
        clock = self._box.clock
        return {"now": clock.now(), "moment": clock.moment().isoformat()}

    def advance(self, seconds: Annotated[float, Field(ge=0, le=_TEN_YEARS)]) -> Json:
        """Let time pass."""
        self._box.clock.advance(seconds)
        return self.clock()

    def requests(self, method: str = "*") -> list[Json]:
        """Show the record of requests, oldest first; it holds no token."""
        return [asdict(request) for request in self._box.requests(method)]

    def clear_requests(self) -> None:
        """Forget the record of requests."""
        self._box.gateway.record.clear()

    def events(self, public: int | None = None) -> list[Json]:
        """Show the events of all publics or of one, oldest first."""
        return [asdict(event) for event in self._box.events(public)]

    def callbacks(self) -> Json:
        """Show what was posted to callback servers, and how many events wait."""
        posted = [asdict(one) for one in list(self._box.callbacks.posted)]
        return {"posted": posted, "waiting": self._box.callbacks.waiting()}

    def deliver(self, within: Annotated[float, Field(ge=0, le=_TEN_YEARS)] = 0.0) -> list[Json]:
        """Post what is due to callback servers now."""
        return [asdict(one) for one in self._box.callbacks.deliver(within=within)]

    def token(self, citizen: int) -> str:
        """Give the token of a citizen."""
        return self._box.user_token_of(citizen)

    def write_to_pos(self, text: str, category: str | None = None, citizen: int = 7) -> int:
        """Let a citizen send a message to the feedback platform; its number."""
        return self._box.pos.write(text, category=category, citizen=citizen)

    def report(self, text: str, service: str = "001", citizen: int = 7) -> str:
        """Let a citizen report something to the city; the id of the request."""
        return self._box.open311.report(text, service=service, citizen=citizen)

    def drift(self, share: _Chance = 0.1, **options: Any) -> None:
        """Change a share of the values of an answer, as VK has done over the years."""
        self._box.faults.drift(share=share, **options)


def _types(function: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(inspect.unwrap(function), include_extras=True)


def _value(name: str, value: object, kind: Any, *, strict: bool) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        raise Mistake(f"{name}: not a finite number")
    try:
        return TypeAdapter(kind).validate_python(value, strict=strict)
    except ValidationError as error:
        why = error.errors(include_input=False, include_url=False)[0]["msg"]
        raise Mistake(f"{name}: {why}") from None
