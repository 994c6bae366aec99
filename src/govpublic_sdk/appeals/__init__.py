"""Appeals of citizens: every channel in one model, terms of the law, the answer back.

The public names, loaded when first used. A message of the feedback platform («сообщение») is not
an appeal by 59-ФЗ («обращение»), and a comment below a post is neither: `Appeal` is the word for
all of them, `Appeal.regime` says which law rules one. Nothing is defined here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govpublic_sdk._call import Rest
    from govpublic_sdk._decode import As
    from govpublic_sdk._http import FilePart
    from govpublic_sdk._rest import FetchedFile, FileOf, RestService
    from govpublic_sdk._walk import Walk
    from govpublic_sdk.appeals.capabilities import Capability
    from govpublic_sdk.appeals.channel import Channel
    from govpublic_sdk.appeals.channels.incidents import (
        IncidentExport,
    )
    from govpublic_sdk.appeals.channels.open311.channel import (
        Open311Channel,
    )
    from govpublic_sdk.appeals.channels.pos.channel import (
        PosChannel,
    )
    from govpublic_sdk.appeals.channels.vk.comments import (
        VkComments,
    )
    from govpublic_sdk.appeals.channels.vk.events import (
        from_event,
    )
    from govpublic_sdk.appeals.channels.vk.messages import (
        VkMessages,
    )
    from govpublic_sdk.appeals.channels.vk.topics import (
        VkTopics,
    )
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
        daily,
        overdue,
        summary,
    )
    from govpublic_sdk.appeals.operations.receiving import (
        Received,
    )
    from govpublic_sdk.appeals.replies import (
        AppealUpdate,
        NewAppeal,
        OutgoingFile,
        Reply,
        ReplyKind,
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

_HOMES = {
    "PlaceKey": "appeals.figures",
    "TopicKey": "appeals.figures",
    "Received": "appeals.operations.receiving",
    "DeskCounts": "appeals.desk",
    "Draft": "appeals.desk",
    "JournalEntry": "appeals.desk",
    "KeptReply": "appeals.desk",
    "Unread": "appeals.desk",
    "Daily": "appeals.figures",
    "Figures": "appeals.figures",
    "OverdueAppeal": "appeals.figures",
    "Summary": "appeals.figures",
    "daily": "appeals.figures",
    "overdue": "appeals.figures",
    "summary": "appeals.figures",
    "Classifier": "appeals.topics",
    "Topic": "appeals.topics",
    "UnknownTopic": "appeals.topics",
    "FilePart": "_http",
    "from_event": "appeals.channels.vk.events",
    "VkTopics": "appeals.channels.vk.topics",
    "VkMessages": "appeals.channels.vk.messages",
    "VkComments": "appeals.channels.vk.comments",
    "Open311Channel": "appeals.channels.open311.channel",
    "PosChannel": "appeals.channels.pos.channel",
    "IncidentExport": "appeals.channels.incidents",
    "Desk": "appeals.desk",
    "AppealRow": "appeals.rows",
    "RowCounts": "appeals.rows",
    "counted": "appeals.rows",
    "in_term_order": "appeals.rows",
    "APPEAL_59FZ": "appeals.deadlines",
    "NO_HOLIDAYS": "appeals.deadlines",
    "POLICIES": "appeals.deadlines",
    "POS_MESSAGE": "appeals.deadlines",
    "POS_MESSAGE_CONTROLLED": "appeals.deadlines",
    "RUSSIA": "appeals.deadlines",
    "SEVASTOPOL_INCIDENT": "appeals.deadlines",
    "DeadlinePolicy": "appeals.deadlines",
    "Extension": "appeals.deadlines",
    "MarkedDay": "appeals.deadlines",
    "RegionDay": "appeals.deadlines",
    "Span": "appeals.deadlines",
    "Term": "appeals.deadlines",
    "WorkCalendar": "appeals.deadlines",
    "WorkingHours": "appeals.deadlines",
    "deadlines_of": "appeals.deadlines",
    "explain": "appeals.deadlines",
    "extended": "appeals.deadlines",
    "governing": "appeals.deadlines",
    "next_due": "appeals.deadlines",
    "radonitsa": "appeals.deadlines",
    "settled": "appeals.deadlines",
    "AppealUpdate": "appeals.replies",
    "As": "_decode",
    "Capability": "appeals.capabilities",
    "Channel": "appeals.channel",
    "FetchedFile": "_rest",
    "FileOf": "_rest",
    "NewAppeal": "appeals.replies",
    "OutgoingFile": "appeals.replies",
    "Reply": "appeals.replies",
    "ReplyKind": "appeals.replies",
    "Rest": "_call",
    "RestService": "_rest",
    "SentReply": "appeals.replies",
    "Walk": "_walk",
    "Window": "appeals.replies",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (https://peps.python.org/pep-0562/)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"govpublic_sdk.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted({*globals(), *__all__})
