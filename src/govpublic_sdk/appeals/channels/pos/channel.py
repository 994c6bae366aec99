"""ПОС («Госуслуги. Решаем вместе») as a channel: its queue comes in, answers go back.

Постановление Правительства РФ от 10.11.2020 № 1802, https://docs.cntd.ru/document/566320416. A
message («сообщение») is no appeal by 59-ФЗ. The interface for document systems has no public
text; what stands here rests on public code of others, and all that may differ is a setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._validation import check_arguments
from govpublic_sdk._walk import Walk
from govpublic_sdk.appeals.capabilities import Capability
from govpublic_sdk.appeals.channel import Channel
from govpublic_sdk.appeals.channels.pos import queue
from govpublic_sdk.appeals.channels.pos.replies import id_of, sent, update_of, uploads_of
from govpublic_sdk.appeals.replies import Reply, SentReply, Window
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.pos import PosFile
from govpublic_sdk.pos import edms
from govpublic_sdk.pos.service import service_of

if TYPE_CHECKING:
    from govpublic_sdk._rest import FetchedFile
    from govpublic_sdk._service import Service
    from govpublic_sdk.models.appeals import Appeal, AppealAttachment
    from govpublic_sdk.pos.settings import Settings

__all__ = ["PosChannel"]


class PosChannel(Channel):
    """Messages of ПОС: `GovPublic(pos=pos.Settings(...))` makes one.

    Poll with `pending`, store, then `acknowledge`: what was not acknowledged comes again, so that
    nothing is lost, and appeals known already are acknowledged, too. The interface can neither show
    one appeal again nor what was answered: there is no `get`, and where the answer to an answer was
    lost (`OutcomeUnknown`), only a look into the cabinet of the body («ЛКО») tells whether the
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
    def each(self, window: Window) -> Walk[Appeal]:
        """What the queue still holds of a window, oldest first; all pages are read first.

        What was acknowledged may be there no more.
        """
        return queue.within(self._settings, window)

    def pending(self) -> Walk[Appeal]:
        """The queue, page after page, each page oldest first; it may shrink meanwhile.

        Raises:
            ServerError: The platform sends the same items again and again.
        """
        return queue.pending(self._settings)

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
        return _told(call)

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
            OutcomeUnknown: The update was sent, and nobody knows whether it arrived.
            Conflict: The platform says that the appeal is not to be answered any more.
        """
        self.require_own(appeal)
        self.require_for(reply)
        update_of(appeal, reply, [], self._settings)  # refuses what could not be told
        return self._answered(appeal, reply, uploads_of(reply, self._settings))

    @check_arguments
    def fetch(self, attachment: AppealAttachment) -> Call[FetchedFile]:
        """Fetch a file of an appeal. Its name is a bare name: never a path, maybe missing.

        Raises:
            ParameterError: The attachment has no address.
            ConfigurationError: It lies at an origin that the settings do not allow.
            NotFound: It is gone.
        """
        if attachment.url is None:
            raise ParameterError(
                "attachment", "has no address of a file", "an attachment of an appeal"
            )
        return edms.fetch(self._settings, attachment.url)

    def _answered(
        self, appeal: Appeal, reply: Reply, uploads: list[Call[PosFile]]
    ) -> Procedure[SentReply]:
        yield from sent(appeal, reply, uploads, self._settings)
        return SentReply(appeal=appeal.id, key=reply.key, kind=reply.kind, number=reply.number)


def _told(call: Call[object]) -> Procedure[None]:
    yield from call
