"""Channel of ПОС («Госуслуги. Решаем вместе»): its queue comes in, answers go back.

The queue shrinks while it is read: acknowledged items leave it, and items of the next page move up.
So a page is requested again until it brings nothing new, and only then the next one. A platform
whose pages bring nothing new again and again is an error.

Постановление Правительства РФ от 10.11.2020 № 1802, https://docs.cntd.ru/document/566320416. A
message («сообщение») is not an appeal by 59-ФЗ. The interface for document systems has no public
text; this module rests on public code of others, and every uncertain detail is a setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import JsonValue

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page, Procedure
from govpublic_sdk._core.pagination import Paginator, endless_list
from govpublic_sdk.appeals.channel import Capability, Channel
from govpublic_sdk.appeals.channels.pos.convert import appeal_of
from govpublic_sdk.appeals.channels.pos.outgoing import id_of, send_reply, update_of, uploads_of
from govpublic_sdk.appeals.replies import Reply, SentReply, Window
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Appeal
from govpublic_sdk.models.pos import PosFile
from govpublic_sdk.pos import edms
from govpublic_sdk.pos._edms_service import service_of

if TYPE_CHECKING:
    from govpublic_sdk._core.rest import FetchedFile
    from govpublic_sdk._core.services import Service
    from govpublic_sdk.models.appeals import AppealAttachment
    from govpublic_sdk.models.pos import PosPage
    from govpublic_sdk.pos.settings import Settings

__all__ = [
    "PosChannel",
    "pending",
    "within",
]

_STALE_PAGES = 3  # a platform may repeat its last page without end
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def pending(settings: Settings) -> Paginator[Appeal]:
    """All of the queue; each page oldest first, each appeal once.

    Unparsed items are in `unparsed` of the page, by the number of the request and the index.
    """
    reading = _Reading(settings)
    return Paginator(first=reading.ask(), key=_key, follow=reading.follow)


def within(settings: Settings, window: Window) -> Paginator[Appeal]:
    """What the queue holds of a window, oldest first; those without a date come first."""
    return Paginator(first=_collect(settings, window), key=_key)


def _collect(settings: Settings, window: Window) -> Procedure[Page[Appeal]]:
    reading = _Reading(settings, is_changing=False)
    pages: list[Page[Appeal]] = []
    step: Procedure[Page[Appeal]] | None = reading.ask()
    while step is not None:
        page = yield from step
        pages.append(page)
        step = reading.follow(page)
    items = [item for page in pages for item in page.items if window.holds(item.submitted_at)]
    unparsed = {path: raw for page in pages for path, raw in page.unparsed.items()}
    return Page(items=tuple(sorted(items, key=_age)), total=len(items), unparsed=unparsed)


@dataclass(slots=True)
class _Reading:
    """One reading of the queue, from its beginning to its end.

    Attributes:
        settings: Where and as whom.
        is_changing: Whether appeals may be acknowledged between two pages.
        number: Which page comes next, counted from 0.
        asked: How many pages were asked for.
        is_over: Whether the platform reports that nothing follows.
    """

    settings: Settings
    is_changing: bool = True
    number: int = 0
    asked: int = 0
    is_over: bool = False
    _seen: set[str] = field(default_factory=set[str], repr=False)
    _unparsed: list[object] = field(default_factory=list[object], repr=False)
    _stale: int = 0

    def ask(self) -> Procedure[Page[Appeal]]:
        """The next page, with what is new on it."""
        call = edms.appeals(self.settings, self.settings.first_page + self.number)
        sent = yield from call
        self.asked += 1
        page = _read(sent, self.settings)
        items, unparsed = self._new(page.items), self._newly_unread(page.unparsed)
        self._move_on(sent, is_new=bool(items or unparsed))
        if self._stale >= _STALE_PAGES and not self.is_over:
            raise endless_list(page)
        return Page(items=items, total=page.total, unparsed=unparsed)

    def follow(self, page: Page[Appeal]) -> Procedure[Page[Appeal]] | None:
        """Return the request for the next page; None at the end."""
        return None if self.is_over else self.ask()

    def _new(self, items: tuple[Appeal, ...]) -> tuple[Appeal, ...]:
        found: dict[str, Appeal] = {}
        for item in items:
            if item.id.key not in self._seen:
                found.setdefault(item.id.key, item)
        self._seen |= found.keys()
        return tuple(sorted(found.values(), key=_age))

    def _newly_unread(self, unparsed: Mapping[str, object]) -> dict[str, object]:
        found = {path: raw for path, raw in unparsed.items() if raw not in self._unparsed}
        self._unparsed += found.values()
        return {f"{self.asked}.{path}": raw for path, raw in found.items()}

    def _move_on(self, sent: PosPage, *, is_new: bool) -> None:
        """Ask the same page again while it brings something new and may have moved up."""
        self.is_over = not sent.has_next(self.number)
        self._stale = 0 if is_new else self._stale + 1
        if not is_new:
            self.is_changing = False  # nobody acknowledges: from here on straight ahead
        if not self.is_changing:
            self.number += 1


def _read(sent: PosPage, settings: Settings) -> Page[Appeal]:
    items: list[Appeal] = []
    unparsed: dict[str, JsonValue] = {}
    for place, raw in enumerate(sent.content):
        try:
            sent.check_id(place)
            items.append(_acceptable(appeal_of(raw, settings), settings))
        except ValueError:
            unparsed[f"content.{place}"] = raw
    return Page(items=tuple(items), total=sent.total_elements, unparsed=unparsed)


def _acceptable(appeal: Appeal, settings: Settings) -> Appeal:
    """An appeal whose id can be sent back; an id such as `..` could never be acknowledged.

    Raises:
        ParameterError: It cannot, which is a `ValueError`.
    """
    edms.accept(settings, appeal.id.key)
    return appeal


def _key(appeal: Appeal) -> str:
    return appeal.id.key


def _age(appeal: Appeal) -> datetime:
    return appeal.submitted_at or _LONG_AGO


class PosChannel(Channel):
    """Messages of ПОС: `GovPublic(pos=pos.Settings(...))` makes one.

    Poll with `pending`, store, then `acknowledge`: what was not acknowledged comes again, so that
    nothing is lost, and appeals known already are acknowledged, too. The interface can neither show
    one appeal again nor its answer: it has no `get`, and if the answer to a reply was
    lost (`OutcomeUnknown`), only a look into the personal account («ЛКО») shows whether the
    citizen got it.

    Args:
        settings: Where, as whom and how.
    """

    capabilities: frozenset[Capability] = frozenset(
        {
            Capability.LIST,
            Capability.RECEIVE,
            Capability.TAKE,
            Capability.ANSWER,
            Capability.INTERIM,
            Capability.REFUSE,
            Capability.FORWARD,
            Capability.POSTPONE,
            Capability.ATTACH,
            Capability.FETCH,
            Capability.DEADLINES,
        }
    )

    @check_arguments
    def __init__(self, settings: Settings) -> None:
        super().__init__(settings.name)
        self._settings = settings

    def services(self) -> Mapping[str, Service]:
        """The platform."""
        return {self.name: service_of(self._settings)}

    @check_arguments
    def each(self, window: Window) -> Paginator[Appeal]:
        """What the queue still holds of a window, oldest first; all pages are read first.

        What was acknowledged may be there no more.
        """
        return within(self._settings, window)

    def pending(self) -> Paginator[Appeal]:
        """The queue, page after page, each page oldest first; it may shrink meanwhile.

        Raises:
            ServerError: The platform sends the same items again and again.
        """
        return pending(self._settings)

    @check_arguments
    def acknowledge(self, appeal: Appeal) -> Call[None]:
        """Say that an appeal is stored here; may be repeated."""
        self.require_own(appeal)
        return edms.accept(self._settings, id_of(appeal))

    @check_arguments
    def take(self, appeal: Appeal) -> Procedure[None]:
        """Say that work on an appeal has begun: «В работе»; may be repeated."""
        self.require_own(appeal)
        settings = self._settings
        call = edms.update(
            settings,
            id_of(appeal),
            answer=False,
            notify_applicant=settings.notify,
            status=settings.statuses.get("take"),
        )
        return _run(call)

    @check_arguments
    def answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply]:
        """Send a reply: its files first, then one update.

        Give `solved=True` where the matter is solved: without it no kind of answer is claimed
        unless the settings have a word for that. `to` of a forwarding and further fields in
        `attributes` go as they are.

        Raises:
            ParameterError: Files or text beyond the limits of the settings, or `solved=False`
                without a word for it. Nothing was sent.
            UploadError: A file did not go through; nothing was answered.
            OutcomeUnknown: The update was sent, and its arrival is unknown.
            Conflict: The platform refuses: the appeal takes no more answers.
        """
        self.require_own(appeal)
        self.require_for(reply)
        update_of(appeal, reply, [], self._settings)  # refuses what could not be told
        return self._answer(appeal, reply, uploads_of(reply, self._settings))

    @check_arguments
    def fetch(self, attachment: AppealAttachment) -> Call[FetchedFile]:
        """Fetch a file of an appeal. Its name is a bare name: never a path, maybe missing.

        Raises:
            ParameterError: The attachment has no address.
            ConfigurationError: Its origin is not allowed by the settings.
            NotFound: It is gone.
        """
        if attachment.url is None:
            raise ParameterError(
                "attachment", "has no address of a file", "an attachment of an appeal"
            )
        return edms.fetch(self._settings, attachment.url)

    def _answer(
        self, appeal: Appeal, reply: Reply, uploads: list[Call[PosFile]]
    ) -> Procedure[SentReply]:
        yield from send_reply(appeal, reply, uploads, self._settings)
        return SentReply(appeal=appeal.id, key=reply.key, kind=reply.kind, number=reply.number)


def _run(call: Call[object]) -> Procedure[None]:
    yield from call
