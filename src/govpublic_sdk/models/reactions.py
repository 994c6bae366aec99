"""Reactions to posts and comments. Reactions to messages belong to `messages`.

VK sends them since 2024, and no public schema names them; the shapes follow what clients record.
"""

from govpublic_sdk.models.base import Model, Number, Raw
from govpublic_sdk.models.common import Image

__all__ = ["Like", "Reaction", "ReactionAsset", "ReactionCount", "ReactionSet", "Reactions"]


class ReactionCount(Model, frozen=True):
    """How often one reaction was given."""

    id: Number
    count: Number | None = None


class Reactions(Model, frozen=True):
    """The reactions to a post or a comment; plain likes are among them."""

    count: Number | None = None
    items: list[ReactionCount] | None = None
    user_reaction: Number | None = None

    @property
    def counts(self) -> dict[int, int]:
        """How often each reaction was given, by its id."""
        return {item.id: item.count for item in self.items or () if item.count is not None}


class ReactionAsset(Model, frozen=True):
    """How a reaction looks."""

    animation_url: str | None = None
    images: list[Image] | None = None
    title: Raw | None = None
    title_color: Raw | None = None


class Reaction(Model, frozen=True):
    """One of the reactions that can be given."""

    id: Number
    title: str | None = None
    asset: ReactionAsset | None = None


class ReactionSet(Model, frozen=True):
    """The reactions that posts may have; a post names its set by `reaction_set_id`."""

    id: str
    items: list[Reaction] | None = None


class Like(Model, frozen=True):
    """A like: the person or, below zero, the community, and the reaction."""

    liker_id: Number
    reaction_id: Number | None = None
