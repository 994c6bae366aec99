"""Small SQLite files that survive `kill -9`: an inbox of events, and answers that were given.

The public names. The package does not depend on VK or on the contents of its files, and it asks
nothing over a network.
"""

from govpublic_sdk.store.inbox import Counts, Inbox, Taken
from govpublic_sdk.store.outbox import Outbox

__all__ = ["Counts", "Inbox", "Outbox", "Taken"]
