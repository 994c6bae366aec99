"""The state of the sandbox: what exists on its VK. Methods change it; it checks no rights."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from govpublic_sdk.sandbox.audience import CITIZENS, Audience
from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.dialogs import Mail
from govpublic_sdk.sandbox.events import Events
from govpublic_sdk.sandbox.long_poll import LongPoll
from govpublic_sdk.sandbox.message_poll import MessagePoll
from govpublic_sdk.sandbox.values import Json

__all__ = ["Json", "Region", "World"]


_NUMBERED = re.compile(r"(id|club|public|event)([1-9]\d{0,14})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """What a world is made of.

    Attributes:
        publics: How many publics there are, 1 to 200,000.
        posts: How many posts each wall has.
        post_size: About how many bytes the JSON of a post has.
        wrong_links: The share of publics whose link to the feedback platform is wrong.
        seed: The same seed makes the same world.
    """

    publics: int = 37
    posts: int = 30
    post_size: int = 1500
    wrong_links: float = 0.6
    seed: int = 1


@dataclass(slots=True)
class World:
    """Everything that exists; objects are as VK shows them to one who may see all."""

    region: Region
    clock: Clock
    publics: dict[int, Json] = field(default_factory=dict[int, Json])
    names: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])
    users: dict[int, Json] = field(default_factory=dict[int, Json])
    audiences: dict[int, Audience] = field(default_factory=dict[int, Audience])
    managers: dict[int, dict[int, Json]] = field(
        default_factory=lambda: defaultdict[int, dict[int, Json]](dict)
    )
    banned: dict[int, dict[int, Json]] = field(
        default_factory=lambda: defaultdict[int, dict[int, Json]](dict)
    )
    topics: dict[int, list[Json]] = field(
        default_factory=lambda: defaultdict[int, list[Json]](list)
    )
    replies: dict[tuple[str, int, int], list[Json]] = field(
        default_factory=lambda: defaultdict[tuple[str, int, int], list[Json]](list)
    )
    things: dict[tuple[str, int, int], Json] = field(
        default_factory=dict[tuple[str, int, int], Json]
    )
    likes: dict[tuple[str, int, int], dict[int, int]] = field(  # who gave which reaction
        default_factory=lambda: defaultdict[tuple[str, int, int], dict[int, int]](dict)
    )
    votes: dict[tuple[int, int], dict[int, list[int]]] = field(
        default_factory=lambda: defaultdict[tuple[int, int], dict[int, list[int]]](dict)
    )
    links: dict[str, Json] = field(default_factory=dict[str, Json])
    guids: dict[tuple[str, str, str], int] = field(default_factory=dict[tuple[str, str, str], int])
    servers: dict[int, list[Json]] = field(
        default_factory=lambda: defaultdict[int, list[Json]](list)
    )
    settings: dict[tuple[int, str], dict[Any, Any]] = field(
        default_factory=dict[tuple[int, str], dict[Any, Any]]
    )
    uploads: dict[str, Json] = field(default_factory=dict[str, Json])
    ready: dict[tuple[int, int], float] = field(default_factory=dict[tuple[int, int], float])
    mail: Mail = field(default_factory=Mail)
    events: Events = field(init=False)
    long_poll: LongPoll = field(init=False)
    message_poll: MessagePoll = field(init=False)
    make_wall: Callable[[int], list[Json]] = field(default=lambda group_id: [])
    make_citizen: Callable[[int], Json] = field(default=lambda number: {"id": number})
    _walls: dict[int, list[Json]] = field(default_factory=dict[int, list[Json]])
    _last: int = 456_239_000

    def __post_init__(self) -> None:
        """Connect what happens with those who read it."""
        seed = self.region.seed
        self.events = Events(seed, self.clock.now)
        self.long_poll = LongPoll(
            seed, self.events, lambda one: self.events_setting(one, "longpoll")
        )
        self.message_poll = MessagePoll(seed, self.mail, self.events)
        self.clock.moved.append(self.events.ring)

    def events_setting(self, group_id: int, reader: str) -> Json:
        """Which events a reader of a community is sent: `longpoll`, or `callback` and a server."""
        return self.settings.get((group_id, reader), {})

    def tell(self, group_id: int, kind: str, thing: Json) -> None:
        """Record an event of a community for its listeners."""
        if group_id in self.publics:
            self.events.add(group_id, kind, thing)

    def add_public(self, public: Json) -> None:
        """A new community, empty."""
        number = public["id"]
        self.publics[number] = public
        self.names[public["screen_name"]] = ("group", number)
        self._walls[number] = []
        self.topics[number] = []

    def user(self, number: int) -> Json | None:
        """A person, made when first looked at."""
        if number not in self.users and 1 <= number <= CITIZENS:
            self.users[number] = self.make_citizen(number)
        return self.users.get(number)

    def find(self, name: str) -> tuple[str, int]:
        """What a short name belongs to: `user` or `group` and its id; 0 when it is free."""
        numbered = _NUMBERED.fullmatch(name)
        if numbered is None:
            return self.names.get(name, ("", 0))
        kind, number = "user" if numbered[1] == "id" else "group", int(numbered[2])
        known = self.user(number) if kind == "user" else self.publics.get(number)
        return (kind, number) if known else ("", 0)

    def audience(self, group_id: int) -> Audience:
        """The members of a public."""
        if group_id not in self.audiences:
            size = self.publics[group_id]["members_count"]
            mark = f"{self.region.seed} {group_id}"
            self.audiences[group_id] = Audience(mark, size, self.clock.start)
        return self.audiences[group_id]

    def wall(self, group_id: int) -> list[Json]:
        """The posts of a public, oldest first, also deleted and postponed ones."""
        if group_id not in self._walls:
            self._walls[group_id] = self.make_wall(group_id)
        return self._walls[group_id]

    def any_post(self, group_id: int, post_id: int) -> Json | None:
        """One post, if there is or was one."""
        if group_id not in self.publics:
            return None
        return next((one for one in self.wall(group_id) if one["id"] == post_id), None)

    def post(self, group_id: int, post_id: int) -> Json | None:
        """One post, if it exists and is not deleted."""
        found = self.any_post(group_id, post_id)
        return None if found is None or found.get("is_deleted") else found

    def next_post(self, group_id: int) -> int:
        """The id of the next post on a wall."""
        return max((one["id"] for one in self.wall(group_id)), default=0) + 1

    def reposts(self, original: tuple[int, int]) -> list[Json]:
        """Posts that repost a post, given by owner and id."""
        return [
            post
            for wall in self._walls.values()
            for post in wall
            for source in post.get("copy_history", [])[:1]
            if (source["owner_id"], source["id"]) == original and not post.get("is_deleted")
        ]

    def new_id(self) -> int:
        """A number that nothing has yet."""
        self._last += 1
        return self._last

    def chance(self, *of: object) -> random.Random:
        """Randomness that belongs to something: the same at every look."""
        return random.Random(f"{self.region.seed} {of}")  # noqa: S311 - no secret is made

    def visible_posts(self, group_id: int) -> Iterator[Json]:
        """The posts that can be seen now, newest first, a pinned one before all."""
        now = self.clock.now()
        seen = [post for post in self._own(group_id) if post["date"] <= now]
        return iter(sorted(seen, key=lambda p: (-int(p.get("is_pinned", 0)), -p["date"], -p["id"])))

    def queue(self, group_id: int) -> list[Json]:
        """The posts that will be published, soonest first."""
        now = self.clock.now()
        later = [post for post in self._own(group_id) if post["date"] > now]
        return sorted(later, key=lambda post: post["date"])

    def suggestions(self, group_id: int) -> list[Json]:
        """The posts that people suggest, newest first."""
        return list(reversed(self._own(group_id, "suggest")))

    def _own(self, group_id: int, kind: str = "post") -> list[Json]:
        wall = self.wall(group_id)
        return [post for post in wall if post["post_type"] == kind and not post.get("is_deleted")]
