"""VK's methods, a module per section of the API. Importing a module registers its methods.

Maximums of lists, texts and pages are VK's own unless a comment gives another reason.
"""

from importlib import import_module

__all__ = ["load"]

_PARTS = (
    "board",
    "chats",
    "conversations",
    "docs",
    "group_events",
    "group_members",
    "group_settings",
    "groups",
    "likes",
    "message_history",
    "message_permissions",
    "messages",
    "photos",
    "polls",
    "stats",
    "users",
    "utils",
    "video",
    "wall",
    "wall_comments",
    "wall_posts",
)


def load() -> None:
    """Register all methods."""
    for part in _PARTS:
        import_module(f"{__name__}.{part}")
