"""Two officers, crashes between any two steps, a line that loses what it carries: in any order.

However that goes, no citizen is answered twice with decisions that its officer had not seen, none
is told the same thing twice, and no appeal is lost.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from fake_channels import MadeUpChannel, Platform, Wire, at
from govpublic_sdk import Clock, GovPublic, Request, errors
from govpublic_sdk import Response as HttpReply
from govpublic_sdk.appeals import Capability, Desk, SentReply
from govpublic_sdk.models import Appeal, AppealId

C = Capability
ABLE = frozenset({C.RECEIVE, C.LIST, C.GET, C.ANSWER, C.FIND_ANSWER, C.INTERIM})
LEASE = timedelta(minutes=3)
officers = st.sampled_from(["Служба 1", "Служба 2"])
keys = st.sampled_from(["0", "1"])
answers = st.sampled_from(["Сделано", "Отказано", "Позже"])
kinds = st.sampled_from(
    ["lost", "gone", "unsent", "refused", "broken", "killed", "killed after", "late"]
)
troubles = st.just((0, "")) | st.tuples(
    st.sampled_from([2, 1, 3]), kinds
)  # which request, and what


class Killed(BaseException):
    """The process is gone: nothing after this is carried out."""


@dataclass
class Noticing(Wire):
    """Tells what is about to be sent."""

    machine: Any = None

    def send(self, request: Request, timeout: float | None) -> HttpReply:
        self.machine.body = request.body
        return super().send(request, timeout)


class DeskMachine(RuleBasedStateMachine):
    """Officers who answer from what they have read, over a line that fails."""

    @initialize(shows=st.booleans())
    def opened(self, shows: bool) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.platform = Platform(shows_answers=shows)
        self.time = at(60).timestamp()
        self.step, self.faults, self.body = 0, dict[int, str](), b""
        self.path = self.folder / "0.db"
        self.desk = self.at_desk()
        self.own: set[str] = set()
        self.late: list[tuple[str, bytes]] = []
        self.views: dict[tuple[str, str], Appeal] = {}
        self.a_citizen_writes("0")

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.desk.close()
            shutil.rmtree(self.folder)

    def at_desk(self) -> Desk:
        return Desk(self.path, lease=LEASE, now=lambda: self.time)

    def client(self) -> GovPublic:
        return GovPublic(
            "token",
            channels=[MadeUpChannel(able=ABLE)],
            desk=self.desk,
            transport=Noticing({"made-up": self.platform}, self.fault, self),
            clock=Clock(sleep=lambda seconds: None),
        )

    def fault(self, what: str) -> str | None:
        """What happens to the next request; `killed` copies the file, as a killed process does."""
        self.step += 1
        kind = self.faults.pop(self.step, None)
        if kind == "killed after":
            verb, _, address = what.partition(" ")
            self.platform.handle(verb, address, self.body)
        if kind == "late":
            self.late.append((what, self.body))
            return "gone"
        if kind in ("killed", "killed after"):
            self.crash()
            raise Killed
        return kind

    def crash(self) -> None:
        """Go on with what lies on the disk at this moment."""
        old, self.path = self.path, self.folder / f"{int(self.path.stem) + 1}.db"
        for ending in ("", "-wal"):
            shutil.copyfile(f"{old}{ending}", f"{self.path}{ending}")

    def asked(self, question: Any, trouble: tuple[int, str] = (0, "")) -> Any:
        """Ask, and go on after a kill with the file as it was at that moment."""
        path = self.path
        self.faults[self.step + trouble[0]] = trouble[1]
        try:
            with self.client() as client:
                return question(client)
        except (errors.GovPublicError, Killed) as error:
            return error
        finally:
            self.faults.clear()
            if self.path != path:
                self.desk.close()
                self.desk = self.at_desk()

    @rule(key=keys)
    def a_citizen_writes(self, key: str) -> None:
        if key not in self.platform.appeals:
            self.platform.hears(key, len(self.platform.appeals))

    @rule(trouble=troubles)
    def all_is_taken_in(self, trouble: tuple[int, str]) -> None:
        self.asked(lambda client: client.appeals.receive(since=at(-60)), trouble)

    @rule(officer=officers, key=keys)
    def an_officer_reads(self, officer: str, key: str) -> None:
        if key in self.platform.appeals:
            found = self.asked(lambda client: client.appeals.get(f"made-up/{key}"))
            assert isinstance(found, Appeal)
            self.views[officer, key] = found

    @rule(officer=officers, key=keys, words=answers, own=st.booleans(), trouble=troubles)
    def an_officer_answers(
        self, officer: str, key: str, words: str, own: bool, trouble: tuple[int, str]
    ) -> None:
        if (officer, key) not in self.views:
            self.an_officer_reads(officer, key)
        view = self.views.get((officer, key))
        if view is None:
            return
        before = self.platform.texts(key)
        shown = [one.text for one in view.answers]
        name = f"{key} {words}" if own else None
        self.own |= {name or ""}
        result = self.asked(
            lambda client: client.appeals.answer(view, words, by=officer, key=name), trouble
        )
        after = self.platform.texts(key)
        assert after[: len(before)] == before
        assert len(after) <= len(before) + 1
        if len(after) > len(before):
            # Whoever sent it had seen all that the citizen was told before.
            assert sorted(shown) == sorted(before), (shown, before, words)
            assert own or words not in before
        if isinstance(result, SentReply):
            assert words in after

    @rule(seconds=st.sampled_from([1, 100, 181]))
    def time_passes(self, seconds: int) -> None:
        """What was under way arrives, long before a lease is over."""
        self.time += seconds
        while self.late:
            what, body = self.late.pop()
            verb, _, address = what.partition(" ")
            self.platform.handle(verb, address, body)

    @precondition(lambda self: hasattr(self, "platform"))
    @invariant()
    def nobody_is_told_the_same_twice(self) -> None:
        for key in self.platform.appeals:
            texts = self.platform.texts(key)
            for words in set(texts):  # a key of one's own is another answer, once
                assert texts.count(words) <= 1 + (f"{key} {words}" in self.own)

    @precondition(lambda self: hasattr(self, "platform"))
    @invariant()
    def no_appeal_is_lost(self) -> None:
        held = {one.id.key for one in self.desk.rows()}
        assert set(self.platform.appeals) <= held | set(self.platform.queue)

    @precondition(lambda self: hasattr(self, "platform"))
    @invariant()
    def what_is_noted_as_sent_was_sent(self) -> None:
        for key in self.platform.appeals:
            kept = self.desk.replies(AppealId("made-up", key))
            sent = [one.reply.text for one in kept if one.state == "sent"]
            assert set(sent) <= set(self.platform.texts(key))


TestDesk = DeskMachine.TestCase
TestDesk.settings = settings(max_examples=200, stateful_step_count=30, deadline=None)
