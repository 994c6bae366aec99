"""A channel of one's own: a Roundup help desk, where issues are appeals and messages answers.

Nothing here sends: each method describes what to ask, so the same channel serves both clients. To
see it make an issue, list and answer on a tracker of yours:

    export ROUNDUP_PASSWORD=...
    python examples/roundup_channel.py https://tracker.example/desk/ officer
"""

from __future__ import annotations

import argparse
import os
import sys
import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

from govpublic_sdk import Call, GovPublic, Page, Procedure, errors, models
from govpublic_sdk.appeals import (
    Capability,
    Channel,
    FetchedFile,
    NewAppeal,
    OutgoingFile,
    Paginator,
    Reply,
    RestService,
    SentReply,
    Window,
)
from roundup_issues import Issue, Message, Named, OneIssue, appeal_of, moment, numbers
from roundup_rest import Tracker, service_of
from tables import as_table

PAGE = 50
MESSAGES = 200
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 2, tzinfo=UTC)
NO_FIELD = ("place", "contacts", "media_urls")
STATUS_AFTER = {"interim": "in-progress", "final": "resolved"}
"""It goes with the message: without one, Roundup opens again what was resolved."""


class RoundupChannel(Channel):
    """Issues of a Roundup tracker as appeals, messages of officers as answers.

    Only the status tells final answers from others, so answers that are read have no kind. A
    reply's `number`, `executor` and `solved` have no field in the tracker and stay here.

    Args:
        url: The address of the tracker.
        user: The account that reads and answers.
        password: Its password; it goes nowhere but to the tracker.
        officers: Further accounts that speak for the authority.
        name: What tells this channel from others.
    """

    capabilities = frozenset(
        {
            Capability.LIST,
            Capability.GET,
            Capability.CREATE,
            Capability.ANSWER,
            Capability.INTERIM,
            Capability.FIND_ANSWER,
            Capability.REPEATABLE,
            Capability.ATTACH,
            Capability.FETCH,
            Capability.HISTORY,
        }
    )

    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        *,
        officers: Collection[str] = (),
        name: str = "roundup",
    ) -> None:
        super().__init__(name)
        self._service = service_of(url, user, password)
        self._tracker = Tracker(name)
        self._user = user
        self._officers = frozenset({user, *officers})

    def services(self) -> Mapping[str, RestService]:
        """The tracker."""
        return {self.name: self._service}

    def each(self, window: Window) -> Paginator[models.Appeal]:
        """Issues that were made in a window. Roundup tells whole seconds, so it begins with one."""
        return Paginator(
            first=self._page(window, 1),
            follow=lambda page: self._following(window, page),
            key=lambda appeal: appeal.id,
            moment=lambda appeal: appeal.submitted_at,
            since=window.since.replace(microsecond=0),
            until=window.until,
        )

    def get(self, key: str) -> Procedure[models.Appeal]:
        """One issue with all its messages."""
        issue = yield from self._issue(key)
        return (yield from self._told([issue.attributes]))[0]

    def create(self, new: NewAppeal) -> Procedure[models.Appeal]:
        """Make an issue, unless there is one with the same key."""
        for name in NO_FIELD:
            if getattr(new, name):
                raise errors.ParameterError(name, "something", "nothing: an issue has no field")
        mark = self._mark("new", new.key or uuid.uuid4().hex)
        message = yield from self._message(mark, new.text, new.files)
        found = yield from self._tracker.issues({"messages": message.id})
        for issue in found["data"].collection:
            return (yield from self.get(issue.id))
        keyword = [new.service] if new.service else []
        hanging = {"messages": [message.id], "files": numbers(message.files)}
        fields = {**new.attributes, "title": new.title, "keyword": keyword, **hanging}
        made = yield from self._tracker.new_issue(fields)
        return (yield from self.get(made["data"].id))

    def answer(self, appeal: models.Appeal, reply: Reply) -> Procedure[SentReply]:
        """Send a reply, unless it hangs on the issue already; look at it afterwards, too.

        An issue that was changed since it was read is a conflict. Of two changes in the same
        moment Roundup may take both; then both answers stand, and `get` shows them.
        """
        self.require_for(reply)
        sent = yield from self.find_answer(appeal, reply)
        if sent is None:
            yield from self._send(appeal, reply)
            sent = yield from self.find_answer(appeal, reply)
        if sent is None:
            raise errors.OutcomeUnknown("The tracker took the answer and does not show it.")
        return sent

    def find_answer(self, appeal: models.Appeal, reply: Reply) -> Procedure[SentReply | None]:
        """Look for a message with the mark of the reply that hangs on the issue."""
        key = self._key(appeal)
        marked = yield from self._marked(self._mark(key, reply.key))
        issue = yield from self._issue(key)
        for message in marked:
            if message.id in numbers(issue.attributes.messages):
                return SentReply(
                    appeal=appeal.id,
                    key=reply.key,
                    kind=reply.kind,
                    number=message.id,
                    at=moment(message.creation),
                )
        return None

    def fetch(self, attachment: models.AppealAttachment) -> Call[FetchedFile]:
        """A file by its number; its name is the attachment's."""
        return self._tracker.content(attachment.id or "")

    def _page(self, window: Window, number: int) -> Procedure[Page[models.Appeal]]:
        part = {"@sort": "creation,id", "@page_size": str(PAGE), "@page_index": str(number)}
        found = yield from self._tracker.issues({"creation": days_of(window), **part})
        items = yield from self._told(found["data"].collection)
        return Page(items=items, total=found["data"].total, more={"number": number})

    def _following(
        self, window: Window, page: Page[models.Appeal]
    ) -> Procedure[Page[models.Appeal]] | None:
        number = cast("int", page.more["number"])
        return self._page(window, number + 1) if number * PAGE < (page.total or 0) else None

    def _told(self, issues: Sequence[Issue]) -> Procedure[tuple[models.Appeal, ...]]:
        """Issues as appeals; what was said in all of them is asked for together."""
        wanted = [number for issue in issues for number in numbers(issue.messages)]
        said: dict[str, Message] = {}
        for start in range(0, len(wanted), MESSAGES):
            found = yield from self._tracker.messages(wanted[start : start + MESSAGES])
            said |= {message.id: message for message in found["data"].collection}
        return tuple(appeal_of(self.name, issue, said, self._officers) for issue in issues)

    def _send(self, appeal: models.Appeal, reply: Reply) -> Procedure[None]:
        """Write the message, and hang it on the issue together with the status."""
        key = self._key(appeal)
        issue = yield from self._issue(key)
        if appeal.version not in (None, issue.attributes.version):
            raise errors.Conflict(f"{appeal.id} was changed since it was read.")
        mark = self._mark(key, reply.key)
        message = yield from self._message(mark, reply.text, reply.files)
        change = {"messages": f"+{message.id}", "status": STATUS_AFTER[reply.kind]}
        if message.files:
            change["files"] = "+" + ",".join(numbers(message.files))
        yield from self._tracker.change(issue, {**reply.attributes, **change})

    def _message(self, mark: str, text: str, files: Sequence[OutgoingFile]) -> Procedure[Message]:
        """The message with a mark, made if there is none."""
        for message in (yield from self._marked(mark)):
            return message
        hanging: list[Named] = []
        for file in files:
            hanging += [(yield from self._tracker.file(file))["data"]]
        fields = {"content": text, "author": self._user, "date": ".", "messageid": mark}
        made = yield from self._tracker.message({**fields, "files": numbers(hanging)})
        return Message(id=made["data"].id, files=tuple(hanging))

    def _issue(self, key: str) -> Procedure[OneIssue]:
        return (yield from self._tracker.issue(key))["data"]

    def _marked(self, mark: str) -> Procedure[tuple[Message, ...]]:
        return (yield from self._tracker.marked(mark, self._user))["data"].collection

    def _key(self, appeal: models.Appeal) -> str:
        self.require_own(appeal)
        return appeal.id.key

    def _mark(self, what: str, key: str) -> str:
        """What Roundup calls the `messageid`, also that of its mails, for a key of ours."""
        return f"<{uuid.uuid5(uuid.NAMESPACE_URL, f'{what}/{key}')}@{self.name}>"


def days_of(window: Window) -> str:
    """Days that surely hold a window: Roundup reads them in the zone of the account."""
    since = f"from {max(window.since, EPOCH) - DAY:%Y-%m-%d}"
    return f"{since} to {window.until + 2 * DAY:%Y-%m-%d}" if window.until else since


def main() -> int:
    """Make an issue, list the last hour and answer what was made."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("url", help="the address of the tracker")
    parser.add_argument("user", help="the account; its password is in ROUNDUP_PASSWORD")
    chosen = parser.parse_args()
    roundup = RoundupChannel(chosen.url, chosen.user, os.environ["ROUNDUP_PASSWORD"])
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    with GovPublic(channels=[roundup]) as client:
        new = NewAppeal(text="Не горит фонарь.", title="Фонарь")
        made = client.appeals.create(roundup.name, new)
        rows = [{"id": one.id, "stage": one.stage} for one in client.appeals.each(since=hour_ago)]
        print(as_table(rows))
        sent = client.appeals.answer(made, "Заменили лампу.")
        print(f"answered {sent.appeal}: {client.appeals.get(sent.appeal).stage}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
