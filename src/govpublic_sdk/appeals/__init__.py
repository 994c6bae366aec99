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
    )
    from govpublic_sdk.appeals.incidents import (
        IncidentExport,
    )
    from govpublic_sdk.appeals.open311_channel import (
        Open311Channel,
    )
    from govpublic_sdk.appeals.pos_channel import (
        PosChannel,
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
    from govpublic_sdk.appeals.vk_comments import (
        VkComments,
    )
    from govpublic_sdk.appeals.vk_events import (
        from_event,
    )
    from govpublic_sdk.appeals.vk_messages import (
        VkMessages,
    )
    from govpublic_sdk.appeals.vk_topics import (
        VkTopics,
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
    "DeadlinePolicy",
    "Desk",
    "Extension",
    "FetchedFile",
    "FileOf",
    "FilePart",
    "IncidentExport",
    "MarkedDay",
    "NewAppeal",
    "Open311Channel",
    "OutgoingFile",
    "PosChannel",
    "RegionDay",
    "Reply",
    "ReplyKind",
    "Rest",
    "RestService",
    "RowCounts",
    "SentReply",
    "Span",
    "Term",
    "Topic",
    "UnknownTopic",
    "VkComments",
    "VkMessages",
    "VkTopics",
    "Walk",
    "Window",
    "WorkCalendar",
    "WorkingHours",
    "counted",
    "deadlines_of",
    "explain",
    "extended",
    "from_event",
    "governing",
    "in_term_order",
    "next_due",
    "radonitsa",
    "settled",
]

_HOMES = {
    "Classifier": "appeals.topics",
    "Topic": "appeals.topics",
    "UnknownTopic": "appeals.topics",
    "FilePart": "_http",
    "from_event": "appeals.vk_events",
    "VkTopics": "appeals.vk_topics",
    "VkMessages": "appeals.vk_messages",
    "VkComments": "appeals.vk_comments",
    "Open311Channel": "appeals.open311_channel",
    "PosChannel": "appeals.pos_channel",
    "IncidentExport": "appeals.incidents",
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
