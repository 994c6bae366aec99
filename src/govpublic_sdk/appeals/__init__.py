"""Appeals of citizens: every channel in one model, terms of the law, the answer back.

The public names, loaded when first used. A message of the feedback platform («сообщение») is not
an appeal by 59-ФЗ («обращение»), and a comment below a post is neither: `Appeal` is the word for
all of them, `Appeal.regime` names the law that governs one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk._core.calls import RestRequest as RestRequest
    from govpublic_sdk._core.decoders import As as As
    from govpublic_sdk._core.http import FilePart as FilePart
    from govpublic_sdk._core.pagination import Paginator as Paginator
    from govpublic_sdk._core.rest import FetchedFile as FetchedFile
    from govpublic_sdk._core.rest import FileOf as FileOf
    from govpublic_sdk._core.rest import RestService as RestService
    from govpublic_sdk._core.validation import ReplyKind as ReplyKind
    from govpublic_sdk.appeals.channel import Capability as Capability
    from govpublic_sdk.appeals.channel import Channel as Channel
    from govpublic_sdk.appeals.channels.incidents import IncidentExport as IncidentExport
    from govpublic_sdk.appeals.channels.open311.channel import Open311Channel as Open311Channel
    from govpublic_sdk.appeals.channels.pos.channel import PosChannel as PosChannel
    from govpublic_sdk.appeals.channels.vk.comments import VkComments as VkComments
    from govpublic_sdk.appeals.channels.vk.events import from_event as from_event
    from govpublic_sdk.appeals.channels.vk.messages import VkMessages as VkMessages
    from govpublic_sdk.appeals.channels.vk.topics import VkTopics as VkTopics
    from govpublic_sdk.appeals.classifier import Classifier as Classifier
    from govpublic_sdk.appeals.classifier import Topic as Topic
    from govpublic_sdk.appeals.classifier import UnknownTopic as UnknownTopic
    from govpublic_sdk.appeals.deadlines import APPEAL_59FZ as APPEAL_59FZ
    from govpublic_sdk.appeals.deadlines import NO_HOLIDAYS as NO_HOLIDAYS
    from govpublic_sdk.appeals.deadlines import POLICIES as POLICIES
    from govpublic_sdk.appeals.deadlines import POS_MESSAGE as POS_MESSAGE
    from govpublic_sdk.appeals.deadlines import POS_MESSAGE_CONTROLLED as POS_MESSAGE_CONTROLLED
    from govpublic_sdk.appeals.deadlines import RUSSIA as RUSSIA
    from govpublic_sdk.appeals.deadlines import SEVASTOPOL_INCIDENT as SEVASTOPOL_INCIDENT
    from govpublic_sdk.appeals.deadlines import DeadlinePolicy as DeadlinePolicy
    from govpublic_sdk.appeals.deadlines import Extension as Extension
    from govpublic_sdk.appeals.deadlines import MarkedDay as MarkedDay
    from govpublic_sdk.appeals.deadlines import RegionDay as RegionDay
    from govpublic_sdk.appeals.deadlines import Span as Span
    from govpublic_sdk.appeals.deadlines import Term as Term
    from govpublic_sdk.appeals.deadlines import WorkCalendar as WorkCalendar
    from govpublic_sdk.appeals.deadlines import WorkingHours as WorkingHours
    from govpublic_sdk.appeals.deadlines import deadlines_of as deadlines_of
    from govpublic_sdk.appeals.deadlines import explain as explain
    from govpublic_sdk.appeals.deadlines import extend_deadline as extend_deadline
    from govpublic_sdk.appeals.deadlines import main_deadline as main_deadline
    from govpublic_sdk.appeals.deadlines import mark_met as mark_met
    from govpublic_sdk.appeals.deadlines import next_due as next_due
    from govpublic_sdk.appeals.deadlines import radonitsa as radonitsa
    from govpublic_sdk.appeals.desk import Desk as Desk
    from govpublic_sdk.appeals.desk import DeskCounts as DeskCounts
    from govpublic_sdk.appeals.desk import Draft as Draft
    from govpublic_sdk.appeals.desk import JournalEntry as JournalEntry
    from govpublic_sdk.appeals.desk import KeptReply as KeptReply
    from govpublic_sdk.appeals.desk import Unread as Unread
    from govpublic_sdk.appeals.intake import Received as Received
    from govpublic_sdk.appeals.replies import AppealUpdate as AppealUpdate
    from govpublic_sdk.appeals.replies import NewAppeal as NewAppeal
    from govpublic_sdk.appeals.replies import OutgoingFile as OutgoingFile
    from govpublic_sdk.appeals.replies import Reply as Reply
    from govpublic_sdk.appeals.replies import SentReply as SentReply
    from govpublic_sdk.appeals.replies import Window as Window
    from govpublic_sdk.appeals.rows import AppealRow as AppealRow
    from govpublic_sdk.appeals.rows import RowCounts as RowCounts
    from govpublic_sdk.appeals.rows import count_rows as count_rows
    from govpublic_sdk.appeals.rows import sort_by_due as sort_by_due
    from govpublic_sdk.appeals.statistics import Daily as Daily
    from govpublic_sdk.appeals.statistics import Figures as Figures
    from govpublic_sdk.appeals.statistics import OverdueAppeal as OverdueAppeal
    from govpublic_sdk.appeals.statistics import PlaceKey as PlaceKey
    from govpublic_sdk.appeals.statistics import Summary as Summary
    from govpublic_sdk.appeals.statistics import TopicKey as TopicKey
    from govpublic_sdk.appeals.statistics import body_of as body_of
    from govpublic_sdk.appeals.statistics import body_or_executor as body_or_executor
    from govpublic_sdk.appeals.statistics import daily as daily
    from govpublic_sdk.appeals.statistics import overdue as overdue
    from govpublic_sdk.appeals.statistics import summary as summary
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        names={
            "_core.calls": "RestRequest",
            "_core.decoders": "As",
            "_core.http": "FilePart",
            "_core.pagination": "Paginator",
            "_core.rest": "FetchedFile FileOf RestService",
            "_core.validation": "ReplyKind",
            "appeals.channel": "Capability Channel",
            "appeals.channels.incidents": "IncidentExport",
            "appeals.channels.open311.channel": "Open311Channel",
            "appeals.channels.pos.channel": "PosChannel",
            "appeals.channels.vk.comments": "VkComments",
            "appeals.channels.vk.events": "from_event",
            "appeals.channels.vk.messages": "VkMessages",
            "appeals.channels.vk.topics": "VkTopics",
            "appeals.classifier": "Classifier Topic UnknownTopic",
            "appeals.deadlines": (
                "APPEAL_59FZ NO_HOLIDAYS POLICIES POS_MESSAGE POS_MESSAGE_CONTROLLED "
                "RUSSIA SEVASTOPOL_INCIDENT DeadlinePolicy Extension MarkedDay "
                "RegionDay Span Term WorkCalendar WorkingHours deadlines_of explain "
                "extend_deadline main_deadline mark_met next_due radonitsa"
            ),
            "appeals.desk": ("Desk DeskCounts Draft JournalEntry KeptReply Unread"),
            "appeals.intake": "Received",
            "appeals.replies": ("AppealUpdate NewAppeal OutgoingFile Reply SentReply Window"),
            "appeals.rows": "AppealRow RowCounts count_rows sort_by_due",
            "appeals.statistics": (
                "Daily Figures OverdueAppeal PlaceKey Summary TopicKey body_of "
                "body_or_executor daily overdue summary"
            ),
        },
    )
