"""The sandbox's ПОС as tests use it: messages of citizens, client settings, open state."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.geo import ZONE, make_place
from govpublic_sdk.sandbox.pos.interface import Interface, to_other_origin
from govpublic_sdk.sandbox.pos.state import PosAppeal, PosFile, choose_topic, find_topic, make_text
from govpublic_sdk.sandbox.values import Json

__all__ = ["PosSite"]

_CITIZEN = 7
_DAY, _INTERVAL = 86_400, 600
_DEADLINE_DAYS, _FAST_DEADLINE_DAYS = 30, 10


class PosSite(Interface):
    """The feedback platform as an organisation's document system sees it, and its citizens.

    Names of its requests for faults: `pos.sign_in`, `pos.list`, `pos.accept`, `pos.update`,
    `pos.fetch` and `pos.upload`.

    Args:
        seed: Seed of ids, texts, addresses and secrets.
        clock: The sandbox's time.
        address: Returns the address of the sandbox, such as `http://127.0.0.1:8311`.

    Attributes:
        appeals: All messages of citizens, by id, for assertions.
        quirks: Deviations that are switched on.
        tokens: Sign-in state: `tokens.revoke()`, `tokens.lifetime`, `tokens.account`.
        files: Attachments and uploads, for assertions.
        tokens_abroad: How many requests sent a token to the other origin, where none belongs.
    """

    def __init__(self, seed: int, clock: Clock, address: Callable[[], str]) -> None:
        super().__init__(seed, clock)
        self._address = address
        self._first = self._chance("first").randrange(1_000_000, 9_000_000)

    @property
    def url(self) -> str:
        """Base URL, without a slash at the end."""
        return f"{self._address()}/pos/v0"

    @property
    def abroad(self) -> str:
        """The other origin, which serves the attachments of `quirks.abroad`."""
        return to_other_origin(self._address())

    def settings(self) -> Json:
        """Return the settings of a client: URL, paths, time zone, account."""
        account = self.tokens.account
        return {
            "url": self.url,
            "token_path": "/token",
            "list_path": "/messages",
            "accept_path": "/messages/{id}/accepted",
            "update_path": "/messages/{id}",
            "upload_path": "/files",
            "zone": ZONE,
            "client_id": account.client_id,
            "client_secret": account.client_secret,
            "username": account.username,
            "password": account.password,
            "scope": "any",
        }

    def write(
        self,
        text: str,
        *,
        category: str | None = None,
        citizen: int = _CITIZEN,
        applicant: bool = True,
        files: Sequence[tuple[str, bytes]] = (),
        fast_track: bool = False,
        collective: int = 0,
        ago: float = 0.0,
    ) -> int:
        """Let a citizen send a message.

        Args:
            text: Text of the message.
            category: The finest level of the topic, such as «Не горит фонарь»; None for a random
                topic.
            citizen: Number of the author, 7 for «Житель 7».
            applicant: Whether the document system receives the author.
            files: Names and contents of attachments.
            fast_track: Whether the reply is due in 10 days instead of 30.
            collective: How many co-authors joined.
            ago: Age of the message in seconds.

        Returns:
            The id of the message.

        Raises:
            ValueError: The classifier has no such category.
        """
        with self._lock:
            appeal_id = self._first + len(self.appeals)
            chance, written = self._chance(appeal_id), self._clock.now() - ago
            self.appeals[appeal_id] = PosAppeal(
                id=appeal_id,
                text=text,
                topic=find_topic(category) if category else choose_topic(chance),
                citizen=citizen if applicant else None,
                joined=tuple(range(citizen + 1, citizen + 1 + collective)),
                place=make_place(chance),
                files=tuple(self.files.add(PosFile(*file)) for file in files),
                written=written,
                answer_at=written + _DAY * (_FAST_DEADLINE_DAYS if fast_track else _DEADLINE_DAYS),
                fast_track=fast_track,
            )
            return appeal_id

    def make(self, count: int) -> list[int]:
        """Let citizens send fictitious messages, one every ten minutes until now.

        Args:
            count: Number of messages.

        Returns:
            Their ids, oldest first.
        """
        with self._lock:
            ids: list[int] = []
            for index in range(count):
                topic = choose_topic(self._chance("topic", len(self.appeals)))
                name = (topic.fact or topic.subsubject or topic.subject).name
                text = make_text(topic, len(self.appeals) + 1)
                ago = (count - 1 - index) * _INTERVAL
                ids.append(self.write(text, category=name, citizen=3 + index % 97, ago=ago))
            return ids
