"""Is this request an event of our communities? A pure decision: nothing is stored or answered.

VK signs nothing. What proves that a request comes from it is the `secret` in the body, which is
compared in constant time, before any model is built. Who saw one request can send it again: the
store's dedupe keys stop that for as long as they are kept.
"""

from __future__ import annotations

import hmac
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, Literal, Protocol, Self, TypeAlias, cast

from govpublic_sdk import errors
from govpublic_sdk._core.arguments import check_arguments, check_fields
from govpublic_sdk._core.hidden import Secret
from govpublic_sdk.events._confirmation import CODE_WAIT, CodeMemory, check_word
from govpublic_sdk.models._damage import to_text
from govpublic_sdk.models._drift import Misread, from_text
from govpublic_sdk.models.events.event import key_of

__all__ = [
    "MAX_BYTES",
    "Confirm",
    "ConfirmationRequest",
    "Decision",
    "GroupSettings",
    "Groups",
    "HeaderFields",
    "Received",
    "Refusal",
    "Refused",
    "classify",
    "read",
    "settings_of",
]

MAX_BYTES: Final = 2 * 1024 * 1024
"""How long a body may be, where nothing else is said: VK's own are far below this."""

# Parsing 16 KiB takes 15 ms at worst, if bytes are damaged; 2 MiB take up to 2 s.
_CHEAP_BYTES: Final = 16 * 1024
# Possessive: the text of a secret without an end is passed once, without a memory of the way back.
_SECRET: Final = re.compile(rb'"secret"\s*+:\s*+("(?:[^"\\]++|\\.)*+")')
_MAX_SECRETS: Final = (
    100  # VK writes one; objects inside of an event might have a field of that name
)


class HeaderFields(Protocol):
    """The headers of a request in a class of a framework, such as `flask.request.headers`."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Names and values."""
        ...


Refusal: TypeAlias = Literal[
    "too_large", "no_json", "no_event", "foreign_group", "wrong_secret", "no_code"
]

_STATUSES: Final[Mapping[Refusal, int]] = {
    "too_large": 413,
    "no_json": 400,
    "no_event": 400,
    "foreign_group": 403,
    "wrong_secret": 403,
    "no_code": 503,
}


@check_fields
@dataclass(frozen=True, slots=True)
class GroupSettings:
    """Settings of a community's callback server.

    Attributes:
        secret: The secret key of the server (строка «Секретный ключ»); never empty.
        confirmation: The text that confirms the server (строка, которую должен вернуть сервер),
            or a function that reads it with `groups.getCallbackConfirmationCode`: VK changes it
            from time to time. The function is called in a thread of its own, one call at a time,
            and its result is remembered for a minute.
        now: A monotonic clock, in seconds, for tests.

    Raises:
        ParameterError: The secret is empty: then anybody could send events. Or secret or code have
            spaces at an end or invisible characters, such as the newline of a file: VK would take
            neither.
    """

    secret: str = field(repr=False)
    confirmation: str | Callable[[], str] = field(repr=False)
    now: Callable[[], float] = field(
        default=time.monotonic, repr=False, compare=False, kw_only=True
    )
    _memory: CodeMemory | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what would let everybody in."""
        check_word("secret", self.secret, "the secret key of the server")
        given = self.confirmation
        if not callable(given):
            check_word("confirmation", given, "the code, or a function that reads it")
        memory = CodeMemory(given, self.now) if callable(given) else None
        object.__setattr__(self, "secret", Secret(self.secret))
        object.__setattr__(self, "confirmation", given if callable(given) else Secret(given))
        object.__setattr__(self, "_memory", memory)

    def __copy__(self) -> Self:
        """Itself, since it never changes."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Itself, since it never changes."""
        return self

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Secrets are not pickled."""
        raise TypeError("settings with secrets are not pickled; build them where they are needed")

    @check_arguments
    def request_code(self, *, has_secret: bool) -> Future[str] | None:
        """The text that confirms the server, at once or when it has been read; it never blocks.

        Args:
            has_secret: Whether the request carried the secret. Requests without it may start one
                reading a minute.

        Returns:
            None if the text is unknown and may not be read now.
        """
        if self._memory is not None:
            return self._memory.request(has_secret=has_secret)
        known: Future[str] = Future()
        known.set_result(str(self.confirmation))
        return known

    @check_arguments
    def code(self, *, has_secret: bool = True) -> str:
        """The text that confirms the server; waits 3 seconds at most if it must be read first.

        Args:
            has_secret: As for `request_code`.

        Raises:
            DeadlineExceeded: It was not read in time, or may not be read now.
            Exception: Whatever the function raised.
        """
        reading = self.request_code(has_secret=has_secret)
        try:
            if reading is not None:
                return reading.result(CODE_WAIT)
        except TimeoutError:
            pass
        raise errors.DeadlineExceeded(
            "The confirmation code is not known yet.", advice="Try again."
        )


@dataclass(frozen=True, slots=True)
class ConfirmationRequest:
    """VK asks whose server this is, and the answer is not known yet.

    Attributes:
        settings: Of the community.
        has_secret: Whether the request carried the secret.
    """

    settings: GroupSettings
    has_secret: bool


@dataclass(frozen=True, slots=True)
class Confirm:
    """VK asks whose server this is: answer 200 with this text, and nothing else."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Received:
    """An event of one of our communities: store it, then answer 200 with `ok`.

    Attributes:
        group_id: The community.
        key: Identifies the event in its community, as `Event.key`.
        body: The event as JSON, without the secret, which belongs in no store.
        retry: How often VK has sent it before; 0 the first time.
    """

    group_id: int
    key: str
    body: bytes = field(repr=False)
    retry: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """No event of ours: answer with this status, and store nothing."""

    status: int
    why: Refusal


Decision: TypeAlias = Confirm | Received | Refused
Groups: TypeAlias = Mapping[int, GroupSettings | Sequence[GroupSettings]]


@check_arguments
def read(
    headers: Mapping[str, str] | HeaderFields,
    body: bytes,
    *,
    groups: Mapping[int, GroupSettings | Sequence[GroupSettings]],
    max_bytes: int = MAX_BYTES,
) -> Decision:
    """Decide what a request to a callback server is.

    https://dev.vk.com/ru/api/callback/getting-started

    Args:
        headers: The request's headers, in any case; `X-Retry-Counter` is read.
        body: The request's body.
        groups: Our communities by their positive ids. A community with several servers at one
            address has several settings; the secret of a request selects one.
        max_bytes: How long the body may be.

    Returns:
        `Received` with the event, `Confirm` with the text that VK asks for, or `Refused` with a
        status: 413 too large, 400 no JSON or no event, 403 a foreign community or a wrong secret,
        503 a confirmation whose text could not be read within 3 seconds or may not be read now.
        What is received can be parsed, and `parse(body).key` is its key. Wrong bytes in a body
        cost the values that they hit; they are marked in the stored body.

    Raises:
        Exception: Only what a `confirmation` that is a function raises.
    """
    decision = classify(headers, body, groups=groups, max_bytes=max_bytes)
    if not isinstance(decision, ConfirmationRequest):
        return decision
    try:
        return Confirm(decision.settings.code(has_secret=decision.has_secret))
    except errors.DeadlineExceeded:
        return _to_refused("no_code")


def classify(
    headers: HeaderFields,
    body: bytes,
    *,
    groups: Groups,
    max_bytes: int = MAX_BYTES,
) -> Received | Refused | ConfirmationRequest:
    """Like `read`, but reads no confirmation code."""
    if len(body) > max_bytes:
        return _to_refused("too_large")
    if len(body) > _CHEAP_BYTES and not _may_have_secret(body, groups):
        return _to_refused("wrong_secret")
    try:
        tree = from_text(body)
    except Misread:
        return _to_refused("no_json")
    if not isinstance(tree, dict):
        return _to_refused("no_event")
    return _decide(headers, cast("dict[str, object]", tree), groups)


def _decide(
    headers: HeaderFields,
    tree: Mapping[str, object],
    groups: Groups,
) -> Received | Refused | ConfirmationRequest:
    group_id, kind = _number(tree.get("group_id")), tree.get("type")
    servers = settings_of(groups, group_id)
    if not servers:
        return _to_refused("foreign_group")
    settings = _server(tree, servers, optional=kind == "confirmation")
    if settings is None:
        return _to_refused("wrong_secret")
    if kind == "confirmation":
        return ConfirmationRequest(settings, has_secret="secret" in tree)
    return (
        _to_received(headers, tree, group_id) if isinstance(kind, str) else _to_refused("no_event")
    )


def _to_received(
    headers: HeaderFields, tree: Mapping[str, object], group_id: int
) -> Received | Refused:
    event = {name: value for name, value in tree.items() if name != "secret"}
    try:
        written, key = to_text(event), key_of(event)
    except (RecursionError, ValueError):
        return _to_refused("no_event")
    return Received(group_id, key, written, _retries(headers))


def _to_refused(why: Refusal) -> Refused:
    return Refused(_STATUSES[why], why)


def settings_of(groups: Groups, group_id: int) -> Sequence[GroupSettings]:
    """The settings of the servers of a community."""
    settings = groups.get(group_id, ())
    return (settings,) if isinstance(settings, GroupSettings) else settings


def _server(
    tree: Mapping[str, object], servers: Sequence[GroupSettings], *, optional: bool
) -> GroupSettings | None:
    """The server whose secret the request carries; without one a confirmation is of the first."""
    if optional and "secret" not in tree:
        return servers[0]
    sent = tree.get("secret")
    text = _bytes(sent if isinstance(sent, str) else "")
    equal = [server for server in servers if hmac.compare_digest(text, _bytes(server.secret))]
    return equal[0] if equal else None


def _may_have_secret(body: bytes, groups: Groups) -> bool:
    """Whether a body that is costly to parse contains one of our secrets, before it is parsed."""
    matches = islice(_SECRET.finditer(body), _MAX_SECRETS)
    sent = {_secret_of(match[1]) for match in matches}
    return any(
        hmac.compare_digest(secret, _bytes(settings.secret))
        for secret in sent
        for group_id in groups
        for settings in settings_of(groups, group_id)
    )


def _secret_of(literal: bytes) -> bytes:
    try:
        text: object = from_text(literal)
    except Misread:
        return b""
    return _bytes(text) if isinstance(text, str) else b""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _number(sent: object) -> int:
    """A community's number, also as text or as 1.0; 0, which none has, for anything else."""
    if isinstance(sent, str) and _is_digits(sent):
        return int(sent)
    if isinstance(sent, float) and sent.is_integer():
        return int(sent)
    return sent if isinstance(sent, int) and not isinstance(sent, bool) else 0


def _retries(headers: HeaderFields) -> int:
    values = (value for name, value in headers.items() if name.lower() == "x-retry-counter")
    sent = next(values, "").strip()
    return int(sent) if _is_digits(sent) else 0


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20
