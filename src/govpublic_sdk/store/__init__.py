"""Small SQLite files that survive `kill -9`: an inbox of events, and answers that were given.

The public names. The room knows nothing of VK and of what lies in its files, and it asks nothing
over a network.
"""

from govpublic_sdk.store.answers import Answers
from govpublic_sdk.store.inbox import Inbox
from govpublic_sdk.store.taken import Counts, Taken

__all__ = ["Answers", "Counts", "Inbox", "Taken"]
