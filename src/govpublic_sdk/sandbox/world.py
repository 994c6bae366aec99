"""The state of the sandbox: what exists on its VK. Methods change it; it checks no rights."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from govpublic_sdk.sandbox.clock import Clock

__all__ = ["Json", "Region", "World"]

Json: TypeAlias = dict[str, Any]


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
    members: dict[int, list[int]] = field(default_factory=lambda: defaultdict[int, list[int]](list))
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
    likes: dict[tuple[str, int, int], list[int]] = field(
        default_factory=lambda: defaultdict[tuple[str, int, int], list[int]](list)
    )
    votes: dict[tuple[int, int], dict[int, list[int]]] = field(
        default_factory=lambda: defaultdict[tuple[int, int], dict[int, list[int]]](dict)
    )
    links: dict[str, Json] = field(default_factory=dict[str, Json])
    guids: dict[tuple[int, str], int] = field(default_factory=dict[tuple[int, str], int])
    servers: dict[int, list[Json]] = field(
        default_factory=lambda: defaultdict[int, list[Json]](list)
    )
    settings: dict[tuple[int, str], Json] = field(default_factory=dict[tuple[int, str], Json])
    uploads: dict[str, Json] = field(default_factory=dict[str, Json])
    make_wall: Callable[[int], list[Json]] = field(default=lambda group_id: [])
    _walls: dict[int, list[Json]] = field(default_factory=dict[int, list[Json]])
    _last: int = 456_239_000

    def wall(self, group_id: int) -> list[Json]:
        """The posts of a public, oldest first, also deleted and postponed ones."""
        if group_id not in self._walls:
            self._walls[group_id] = self.make_wall(group_id)
        return self._walls[group_id]

    def post(self, group_id: int, post_id: int) -> Json | None:
        """One post, if it exists and is not deleted."""
        found = next((one for one in self.wall(group_id) if one["id"] == post_id), None)
        return None if found is None or found.get("is_deleted") else found

    def new_id(self) -> int:
        """A number that nothing has yet."""
        self._last += 1
        return self._last

    def chance(self, *of: object) -> random.Random:
        """Randomness that belongs to something: the same at every look."""
        return random.Random(f"{self.region.seed} {of}")  # noqa: S311 - no secret is made

    def published(self, group_id: int) -> Iterator[Json]:
        """The posts that can be seen now, newest first, a pinned one before all."""
        now = self.clock.now()
        seen = [p for p in self.wall(group_id) if p["date"] <= now and not p.get("is_deleted")]
        return iter(sorted(seen, key=lambda p: (-int(p.get("is_pinned", 0)), -p["date"], -p["id"])))

    def postponed(self, group_id: int) -> list[Json]:
        """The posts that will be published, soonest first."""
        now = self.clock.now()
        later = [p for p in self.wall(group_id) if p["date"] > now and not p.get("is_deleted")]
        return sorted(later, key=lambda p: p["date"])
