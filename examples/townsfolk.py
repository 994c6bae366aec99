"""Citizens of the sandbox for the examples: they write, press a button, and count their answers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeAlias

from govpublic_sdk.sandbox import Sandbox

POST = 1
PATIENCE = 30.0

Ask: TypeAlias = Callable[[], object]


class Townsfolk:
    """Some citizens who each write a message and a comment, and press a button of the answer."""

    def __init__(self, box: Sandbox, public: int, *, citizens: int, button: str) -> None:
        self._box, self._public, self._button = box, public, button
        self._citizens = range(7, 7 + citizens)
        self._comments: dict[int, int] = {}
        self._presses: dict[int, str] = {}

    def talk(self, then: Ask = lambda: None) -> None:
        """Write, press buttons, wait for answers; say when it is over."""
        try:
            self.write()
            wait_until(lambda: self._are_answered("message", "comment"))
            self.press()
            wait_until(lambda: self._are_answered("button"))
        finally:
            then()

    def write(self) -> None:
        """Write a message and a comment each."""
        citizens, public = self._box.citizens, self._public
        for one in self._citizens:
            citizens.write(public, "Когда уберут снег?", citizen=one)
            comment = citizens.comment(public, POST, "На Садовой темно.", citizen=one)
            self._comments[one] = comment

    def press(self) -> None:
        """Press the button of the answer, if there was one."""
        for one in self._citizens:
            if self.answers(one)["message"]:
                press = self._box.citizens.press(self._public, self._button, citizen=one)
                self._presses[one] = press

    def answers(self, citizen: int) -> dict[str, int]:
        """How often each of a citizen's questions was answered; once is right."""
        received = self._box.citizens.received(self._public, citizen=citizen)
        press = self._presses.get(citizen)
        shown = press is not None and self._box.citizens.answer(press) is not None
        below = self._answered_comments().count(self._comments.get(citizen))
        return {"message": len(received), "button": int(shown), "comment": below}

    def rows(self) -> list[dict[str, object]]:
        """A line for each citizen."""
        return [{"citizen": f"Житель {one}", **self.answers(one)} for one in self._citizens]

    def _answered_comments(self) -> list[int | None]:
        """Which comments the public has answered, once for each answer."""
        news = [
            one.object for one in self._box.events(self._public) if one.type == "wall_reply_new"
        ]
        return [one.get("reply_to_comment") for one in news if one["from_id"] == -self._public]

    def _are_answered(self, *kinds: str) -> bool:
        return all(self.answers(one)[kind] for one in self._citizens for kind in kinds)


def wait_until(done: Ask) -> None:
    """Look again and again, for half a minute at the most."""
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError("nobody answers")
        time.sleep(0.05)
