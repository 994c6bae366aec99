"""The desk: one file that keeps appeals, drafts, replies and notes, so that no crash doubles any.

The public names. Nothing here asks anything over a network.
"""

from govpublic_sdk.appeals.desk.desk import Desk
from govpublic_sdk.appeals.desk.values import (
    DeskCounts,
    Draft,
    JournalEntry,
    KeptReply,
    PutResult,
    SendLease,
    Unread,
)

__all__ = [
    "Desk",
    "DeskCounts",
    "Draft",
    "JournalEntry",
    "KeptReply",
    "PutResult",
    "SendLease",
    "Unread",
]
