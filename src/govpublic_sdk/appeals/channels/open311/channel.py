"""Requests of a GeoReport v2 server (Open311) as appeals, and answers back as updates.

What a server can do is what its settings say: the spec alone has no answers and no history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from urllib.parse import urljoin, urlsplit

from govpublic_sdk import open311
from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page, Procedure, RestRequest
from govpublic_sdk._core.pagination import Pages, Paginator
from govpublic_sdk._core.rest import FetchedFile, FileOf
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.appeals.channel import Capability, Channel
from govpublic_sdk.appeals.channels.open311.convert import AppealOf, UpdateOf
from govpublic_sdk.appeals.channels.open311.outgoing import (
    appeal_of,
    creation,
    has_words,
    is_answer,
    is_created,
    update,
)
from govpublic_sdk.appeals.replies import AppealUpdate, NewAppeal, Reply, SentReply, Window
from govpublic_sdk.errors import (
    ApiError,
    Conflict,
    InvalidRequest,
    OutcomeUnknown,
    ParameterError,
    ServerError,
)
from govpublic_sdk.open311._decoders import map_models
from govpublic_sdk.open311._probe import are_windows_right
from govpublic_sdk.open311._requests import request_windows, span
from govpublic_sdk.open311._updates import update_windows
from govpublic_sdk.open311.server import service_of

if TYPE_CHECKING:
    from govpublic_sdk._core.services import Service
    from govpublic_sdk.models.appeals import Appeal, AppealAttachment, AppealId
    from govpublic_sdk.models.open311 import ServiceRequest
    from govpublic_sdk.open311.server import Server

__all__ = ["Open311Channel"]

T = TypeVar("T")
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
_LONGEST_SEARCH = timedelta(days=366)  # an older request is not looked for
_LOGGED = frozenset({"log", "true", "all"})  # 6aika's words for extensions that tell what happened


def _now() -> datetime:
    return datetime.now(UTC)


class Open311Channel(Channel):
    """Requests of a server.

    `capabilities` follow from the server's settings: answers need `has_updates`, refusals a word
    for them in `update_statuses`, files a `media_field`, a history `has_notes` or the extension
    `log`.

    Args:
        server: Who is asked; its name is the channel's.
        now: The time, aware: the end of windows without one, and the date of answers.
    """

    if_empty: ClassVar[str] = (
        "check `since`, and run `open311.probe`, which finds settings that fit the server"
    )

    @check_arguments
    def __init__(self, server: Server, *, now: Callable[[], datetime] = _now) -> None:
        super().__init__(server.name)
        self._server = server
        self._now = now
        self._appeals = AppealOf(server.name, server.correlation_attribute)
        self.capabilities: frozenset[Capability] = frozenset(_capabilities(server))

    @property
    def server(self) -> Server:
        """Who is asked."""
        return self._server

    def services(self) -> Mapping[str, Service]:
        """The server."""
        return {self.name: service_of(self._server)}

    @check_arguments
    def each(self, window: Window) -> Paginator[Appeal]:
        """Requests that were made in a window, oldest first.

        Raises:
            ServerError: There are more requests of one second than the server gives at once.
        """

        def list_page(**of: Any) -> Call[Page[Appeal]]:
            return map_models(open311.requests(self._server, **of), self._appeals)

        windows = request_windows(self._server, list_page, _APPEAL_ID, _SUBMITTED)
        return windows.walk(*self._span(window))

    @check_arguments
    def get(self, key: str) -> Call[Appeal]:
        """One request as it is now.

        Raises:
            NotFound: The appeal does not exist; some servers answer with a `ServerError`.
        """
        return map_models(open311.request(self._server, key), self._appeals)

    @check_arguments
    def updates(self, window: Window) -> Paginator[AppealUpdate]:
        """What happened in a window, oldest first, each update once."""
        self.require(Capability.UPDATES)
        return self._updates(*self._span(window))

    @check_arguments
    def create(self, new: NewAppeal) -> Procedure[Appeal]:
        """Make a request; `find_created` finds it by its key, where the server shows that.

        Coordinates go before the number of an address, and that before the address in words: the
        spec requires one of them. A title is put before the text. Few servers return when it was
        made: use `get`.

        Raises:
            CapabilityNotSupported: The service is known to give tokens, or no files are taken.
            TakenWithoutNumber: The server took it and gave no number; see `open311`.
            OutcomeUnknown: The answer was lost.
        """
        return self._create(map_models(creation(self._server, new), _both), new)

    @check_arguments
    def find_created(
        self, key: str, window: Window, *, text: str | None = None
    ) -> Procedure[Appeal | None]:
        """Look for a request by the key that it was made with, such as after `OutcomeUnknown`.

        Args:
            key: The key of the `NewAppeal`.
            window: When it was made.
            text: Its text: many servers do not show attributes, and then only this is left.

        Returns:
            The request; None where the server shows all of the window, and it is not there. Servers
            that show requests later, such as after a moderator saw them, may still have it.

        Raises:
            ParameterError: No text, and the server has no `correlation_attribute`.
            OutcomeUnknown: It was not found, and may be there: a request of the window shows no
                attributes and no distinctive text, or it cannot be read, or the server's
                windows leave out requests that it has. See `open311.probe`.
        """
        if self._server.correlation_attribute is None and text is None:
            raise ParameterError(
                "key",
                "this server was never sent one",
                "a key that was sent (`correlation_attribute` of the server), or a text",
            )

        return self._search(window, partial(is_created, key, text))

    def _search(
        self, window: Window, match: Callable[[Appeal], bool | None]
    ) -> Procedure[Appeal | None]:
        """Look for a request in a window, then among the newest: a window may be wrongly empty."""
        shown: dict[AppealId, datetime | None] = {}
        is_certain = True
        pages = Pages(self.each(window))
        while request := pages.next_request():
            asked: Procedure[Page[Appeal]] = iter(request)
            page = yield from asked
            is_certain &= not page.unparsed
            for one in pages.fresh(page):
                shown[one.id] = one.submitted_at
                verdict = match(one)
                if verdict:
                    return one
                is_certain &= verdict is not None
        rows: list[ServiceRequest] = []
        for row, raw in (yield from self._newest()):
            one = self._appeals(row, raw)
            if match(one) and window.holds(one.submitted_at):
                return one
            rows.append(row)
            is_certain &= one.id in shown or not _lies_within(window, one.submitted_at)
        if is_certain:
            if shown:
                is_certain = not (yield from self._has_more(window, shown))
            else:
                is_certain = yield from are_windows_right(self._server, rows)
        if is_certain:
            return None
        raise OutcomeUnknown(
            Text(
                "It is unknown whether {server} has the request: it does not show all requests.",
                server=show_value(self.name),
            ),
            advice="See `open311.probe`.",
        )

    def _has_more(
        self, window: Window, shown: Mapping[AppealId, datetime | None]
    ) -> Procedure[bool]:
        """Whether the server has requests of a window that it did not show.

        Some servers cut lists without a sign, so it is asked for what is older than the oldest
        request that it showed, and for what is newer than the newest.
        """
        moments = sorted(moment for moment in shown.values() if moment is not None)
        if not moments:
            return False
        oldest, newest = moments[0], moments[-1]
        (since, until), longest = self._span(window), self._server.longest_window
        older = (oldest - min(oldest - since, longest), oldest)
        newer = (newest, newest + min(until - newest, longest))
        for first, last in (older, newer):
            call = open311.requests(self._server, since=first, until=last)
            page: Page[Appeal] = yield from map_models(call, self._appeals)
            hidden = (one for one in page if one.id not in shown)
            if page.unparsed or any(_lies_within(window, one.submitted_at) for one in hidden):
                return True
        return False

    @check_arguments
    def _newest(self) -> Procedure[tuple[tuple[ServiceRequest, Any], ...]]:
        """What the server shows without dates; nothing where it wants them."""
        call: Call[Page[tuple[ServiceRequest, Any]]] = map_models(
            open311.requests(self._server), _both
        )
        try:
            page = yield from call
        except (ApiError, ServerError):
            return ()
        return page.items

    def answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply]:
        """Answer with an update, whose number follows from the key of the reply.

        `reply.attributes` may hold the server's own `status`, and a `media_url`. An outgoing number
        and an executor have no place there.

        Raises:
            OutcomeUnknown: It was sent, and its arrival is unknown: see `find_answer`.
        """
        self.require_own(appeal)
        self.require_for(reply)
        return self._answer(appeal, reply, self._now())

    @check_arguments
    def find_answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply | None]:
        """Look among the updates, from tomorrow back to the day before the request was made.

        It is known by its number; where the server gives numbers of its own, by its status and its
        text. For a request without a date a year is searched.
        """
        self.require(Capability.FIND_ANSWER)
        self.require_own(appeal)
        submitted, now = appeal.submitted_at, self._now()
        until = max(submitted or now, now) + _DAY
        since = (submitted or until - _LONGEST_SEARCH) - _DAY
        walk = self._updates(since, until, newest_first=True)
        return self._find_reply(
            walk, partial(is_answer, self._server, appeal, reply), appeal, reply
        )

    @check_arguments
    def fetch(self, attachment: AppealAttachment) -> Call[FetchedFile]:
        """Fetch a picture from the server or one of its `media_origins`; no key goes there.

        Raises:
            ParameterError: It has no address.
            ConfigurationError: Its host is not allowed.
        """
        try:
            address = urljoin(f"{self._server.url}/", attachment.url or "")
            is_web = urlsplit(address).scheme in ("http", "https")
        except ValueError:  # such as a broken IPv6 host
            address, is_web = "", False
        if not attachment.url or not is_web:
            raise ParameterError(
                "attachment", "has no address of a file", "an attachment with an http(s) `url`"
            )
        return Call(
            service=self.name,
            method="open311.media",
            decode=FileOf(),
            safety="read",
            rest=RestRequest(path=address),
        )

    def _span(self, window: Window) -> tuple[datetime, datetime]:
        """A window with an end; the second that runs belongs to it."""
        return span(window.since, window.until or max(self._now(), window.since) + _SECOND)

    def _updates(
        self, since: datetime, until: datetime, *, newest_first: bool = False
    ) -> Paginator[AppealUpdate]:
        def list_page(**of: Any) -> Call[Page[AppealUpdate]]:
            return map_models(open311.updates(self._server, **of), UpdateOf(self.name))

        windows = update_windows(self._server, list_page, _UPDATE_ID, _HAPPENED)
        return windows.walk(since, until, newest_first=newest_first)

    def _create(self, call: Call[Any], new: NewAppeal) -> Procedure[Appeal]:
        created, raw = yield from call
        return appeal_of(self.name, new, created, raw, call)

    def _answer(self, appeal: Appeal, reply: Reply, at: datetime) -> Procedure[SentReply]:
        try:
            taken = yield from update(self._server, appeal, reply, at)
        except (Conflict, InvalidRequest):
            # a server that takes a number once may refuse the repetition of what arrived
            found = None
            if self._server.updates_once:
                found = yield from self.find_answer(appeal, reply)
            if found is None:
                raise
            return found
        return _to_sent_reply(appeal, reply, taken.update_id, at)

    def _find_reply(
        self,
        walk: Paginator[AppealUpdate],
        is_it: Callable[[AppealUpdate], bool],
        appeal: Appeal,
        reply: Reply,
    ) -> Procedure[SentReply | None]:
        pages = Pages(walk)
        while request := pages.next_request():
            asked: Procedure[Page[AppealUpdate]] = iter(request)
            page = yield from asked
            for one in pages.fresh(page):
                if is_it(one):
                    return _to_sent_reply(appeal, reply, one.event.id, one.event.at)
            if any(has_words(appeal, reply, raw) for raw in page.unparsed.values()):
                return _to_sent_reply(appeal, reply, None, None)  # the server gave it no number
        return None


_APPEAL_ID: Callable[[Any], Any] = attrgetter("id")
_SUBMITTED: Callable[[Any], datetime | None] = attrgetter("submitted_at")
_UPDATE_ID: Callable[[Any], Any] = attrgetter("event.id")
_HAPPENED: Callable[[Any], datetime | None] = attrgetter("event.at")


def _capabilities(server: Server) -> Iterator[Capability]:
    yield from (Capability.LIST, Capability.GET, Capability.CREATE, Capability.FETCH)
    if server.media_field is not None:
        yield Capability.ATTACH
    if server.has_notes or _LOGGED.intersection((server.extensions or "").split(",")):
        yield Capability.HISTORY
    if not server.has_updates:
        return
    yield from (Capability.UPDATES, Capability.ANSWER, Capability.INTERIM, Capability.FIND_ANSWER)
    if server.updates_once:
        yield Capability.REPEATABLE
    if "refusal" in server.update_statuses:
        yield Capability.REFUSE


def _lies_within(window: Window, moment: datetime | None) -> bool:
    return moment is not None and window.holds(moment)


def _both(model: Any, raw: Any) -> tuple[Any, Any]:
    return model, raw


def _to_sent_reply(
    appeal: Appeal, reply: Reply, number: str | None, at: datetime | None
) -> SentReply:
    return SentReply(appeal=appeal.id, key=reply.key, kind=reply.kind, number=number, at=at)
