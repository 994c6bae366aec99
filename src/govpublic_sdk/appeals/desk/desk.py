"""The desk itself: what can be done with its file. It asks nothing over a network.

`client.appeals` takes appeals in and carries replies out; this file stores their state. What is
done with appeals, with drafts and notes, and with replies is a part of its own for each.
"""

from __future__ import annotations

from datetime import timedelta

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.validation import check_type
from govpublic_sdk._texts import show_value
from govpublic_sdk.appeals.desk import tables
from govpublic_sdk.appeals.desk.appeals import KeptAppeals
from govpublic_sdk.appeals.desk.drafts import KeptDrafts
from govpublic_sdk.appeals.desk.replies import KeptReplies
from govpublic_sdk.appeals.desk.values import DeskCounts
from govpublic_sdk.errors import ParameterError

__all__ = ["Desk"]


class Desk(KeptAppeals, KeptDrafts, KeptReplies):
    """Appeals, drafts, replies and notes in one file, for all threads and processes of a machine.

    The file may be that of an `Inbox` and of `Answers`. It holds what citizens wrote, contacts
    included: its mode is 0600, and `purge` forgets.

    Args:
        path: The file, on a local disk; created if it does not exist.
        policies: By which deadlines are reckoned when an appeal is first put: for each regime one.
            None for `POLICIES`, which stand for the whole country; an empty tuple for none.
        lease: How long a sender has for a reply, and how long a reply whose answer was
            lost is left alone before the next check. It is renewed before each request, for at
            least the client's `timeout`.
        busy_timeout: Seconds to wait for other threads, and as many for other processes.
        now: Seconds since 1970, for tests.

    Raises:
        ParameterError: A value that is not above 0, or two policies for one regime.
        ConfigurationError: The path cannot be a store.
        StoreError: The file is locked for too long, or damaged.
    """

    @check_arguments
    def purge(self, older_than: timedelta) -> int:
        """Forget appeals that are done, with their drafts, replies and notes, and wipe them.

        What could not be read is forgotten, too. Open appeals stay, and so do those with a reply
        whose outcome is unknown.

        Args:
            older_than: How long ago an appeal must have ended.

        Returns:
            How many appeals were deleted. A deleted appeal can be answered again.

        Raises:
            ParameterError: The time is negative.
        """
        check_type("older_than", older_than, timedelta, "a timedelta, 0 or more")
        if older_than < timedelta(0):
            raise ParameterError("older_than", show_value(older_than), "a timedelta, 0 or more")
        with self._database.transaction() as connection:
            gone = tables.forget(connection, self._now() - older_than.total_seconds())
        self._database.wipe()
        return gone

    def counts(self) -> DeskCounts:
        """How much the desk holds."""
        with self._database.reading() as connection:
            return tables.counts(connection, self._now())
