"""Appeals of citizens: every channel in one model, terms of the law, the answer back.

The public names, loaded when first used. A message of the feedback platform («сообщение») is not
an appeal by 59-ФЗ («обращение»), and a comment below a post is neither: `Appeal` is the word for
all of them, `Appeal.regime` says which law rules one. Nothing is defined here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk._call import Rest
    from govpublic_sdk._decode import As
    from govpublic_sdk._http import FilePart
    from govpublic_sdk._rest import FetchedFile, FileOf, RestService
    from govpublic_sdk._walk import Walk
    from govpublic_sdk.appeals.capabilities import Capability
    from govpublic_sdk.appeals.channel import Channel
    from govpublic_sdk.appeals.channels.incidents import IncidentExport
    from govpublic_sdk.appeals.channels.open311.channel import Open311Channel
    from govpublic_sdk.appeals.channels.pos.channel import PosChannel
    from govpublic_sdk.appeals.channels.vk.comments import VkComments
    from govpublic_sdk.appeals.channels.vk.events import from_event
    from govpublic_sdk.appeals.channels.vk.messages import VkMessages
    from govpublic_sdk.appeals.channels.vk.topics import VkTopics
    from govpublic_sdk.appeals.deadlines import (
        APPEAL_59FZ,
        NO_HOLIDAYS,
        POLICIES,
        POS_MESSAGE,
        POS_MESSAGE_CONTROLLED,
        RUSSIA,
        SEVASTOPOL_INCIDENT,
        DeadlinePolicy,
        Extension,
        MarkedDay,
        RegionDay,
        Span,
        Term,
        WorkCalendar,
        WorkingHours,
        deadlines_of,
        explain,
        extended,
        governing,
        next_due,
        radonitsa,
        settled,
    )
    from govpublic_sdk.appeals.desk import (
        Desk,
        DeskCounts,
        Draft,
        JournalEntry,
        KeptReply,
        Unread,
    )
    from govpublic_sdk.appeals.figures import (
        Daily,
        Figures,
        OverdueAppeal,
        PlaceKey,
        Summary,
        TopicKey,
        body_of,
        body_or_executor,
        daily,
        overdue,
        summary,
    )
    from govpublic_sdk.appeals.operations.receiving import Received
    from govpublic_sdk.appeals.parameters import ReplyKind
    from govpublic_sdk.appeals.replies import (
        AppealUpdate,
        NewAppeal,
        OutgoingFile,
        Reply,
        SentReply,
        Window,
    )
    from govpublic_sdk.appeals.rows import (
        AppealRow,
        RowCounts,
        counted,
        in_term_order,
    )
    from govpublic_sdk.appeals.topics import (
        Classifier,
        Topic,
        UnknownTopic,
    )
else:
    __getattr__, __dir__ = lazy(
        __name__,
        names={
            "_call": "Rest",
            "_decode": "As",
            "_http": "FilePart",
            "_rest": "FetchedFile FileOf RestService",
            "_walk": "Walk",
            "appeals.capabilities": "Capability",
            "appeals.channel": "Channel",
            "appeals.channels.incidents": "IncidentExport",
            "appeals.channels.open311.channel": "Open311Channel",
            "appeals.channels.pos.channel": "PosChannel",
            "appeals.channels.vk.comments": "VkComments",
            "appeals.channels.vk.events": "from_event",
            "appeals.channels.vk.messages": "VkMessages",
            "appeals.channels.vk.topics": "VkTopics",
            "appeals.deadlines": (
                "APPEAL_59FZ NO_HOLIDAYS POLICIES POS_MESSAGE POS_MESSAGE_CONTROLLED RUSSIA "
                "SEVASTOPOL_INCIDENT DeadlinePolicy Extension MarkedDay RegionDay Span Term "
                "WorkCalendar WorkingHours deadlines_of explain extended governing next_due "
                "radonitsa settled"
            ),
            "appeals.desk": "Desk DeskCounts Draft JournalEntry KeptReply Unread",
            "appeals.figures": (
                "Daily Figures OverdueAppeal PlaceKey Summary TopicKey body_of body_or_executor "
                "daily overdue summary"
            ),
            "appeals.operations.receiving": "Received",
            "appeals.parameters": "ReplyKind",
            "appeals.replies": ("AppealUpdate NewAppeal OutgoingFile Reply SentReply Window"),
            "appeals.rows": "AppealRow RowCounts counted in_term_order",
            "appeals.topics": "Classifier Topic UnknownTopic",
        },
    )

__all__ = [
    "APPEAL_59FZ",
    "NO_HOLIDAYS",
    "POLICIES",
    "POS_MESSAGE",
    "POS_MESSAGE_CONTROLLED",
    "RUSSIA",
    "SEVASTOPOL_INCIDENT",
    "AppealRow",
    "AppealUpdate",
    "As",
    "Capability",
    "Channel",
    "Classifier",
    "Daily",
    "DeadlinePolicy",
    "Desk",
    "DeskCounts",
    "Draft",
    "Extension",
    "FetchedFile",
    "Figures",
    "FileOf",
    "FilePart",
    "IncidentExport",
    "JournalEntry",
    "KeptReply",
    "MarkedDay",
    "NewAppeal",
    "Open311Channel",
    "OutgoingFile",
    "OverdueAppeal",
    "PlaceKey",
    "PosChannel",
    "Received",
    "RegionDay",
    "Reply",
    "ReplyKind",
    "Rest",
    "RestService",
    "RowCounts",
    "SentReply",
    "Span",
    "Summary",
    "Term",
    "Topic",
    "TopicKey",
    "UnknownTopic",
    "Unread",
    "VkComments",
    "VkMessages",
    "VkTopics",
    "Walk",
    "Window",
    "WorkCalendar",
    "WorkingHours",
    "body_of",
    "body_or_executor",
    "counted",
    "daily",
    "deadlines_of",
    "explain",
    "extended",
    "from_event",
    "governing",
    "in_term_order",
    "next_due",
    "overdue",
    "radonitsa",
    "settled",
    "summary",
]
