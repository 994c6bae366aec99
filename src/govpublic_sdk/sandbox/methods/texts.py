"""VK's changes to texts and attachments: mentions become markup, comments lose links."""

from __future__ import annotations

import re

from govpublic_sdk.sandbox.methods.attachments import resolve_attachments
from govpublic_sdk.sandbox.params import MethodCall
from govpublic_sdk.sandbox.world import Json

__all__ = [
    "check_not_empty",
    "list_comment_attachments",
    "read_text",
    "resolve_comment_attachments",
]

_MENTION = re.compile(
    r"\[[^\[\]|]{1,64}\|[^\[\]]*\]"  # existing markup
    r"|(?<![\w.])([@*])([A-Za-z0-9_.]{1,64})(?: ?\(([^()]+)\))?"
)
_KINDS = {"group": "club", "user": "id"}


def read_text(call: MethodCall, name: str = "message") -> str:
    """Read a text as VK stores it: `@name (words)` and `@name` become `[club5|words]`.

    A name without a page stays unchanged.
    """
    return _MENTION.sub(lambda match: _mark_up(call, match), call.text(name))


def _mark_up(call: MethodCall, match: re.Match[str]) -> str:
    sign, name, words = match.groups()
    if name is None:
        return match[0]
    whole = name if words else name.rstrip(".")  # a final full stop ends the sentence
    kind, number = call.world.find(whole.lower())
    if not number or kind not in _KINDS:
        return match[0]
    return f"[{_KINDS[kind]}{number}|{words or sign + whole}]{name[len(whole) :]}"


def list_comment_attachments(call: MethodCall) -> list[str]:
    """Return the attachments of a comment without links, which VK drops silently."""
    return [word for word in call.words("attachments") if not word.startswith("http")]


def check_not_empty(call: MethodCall) -> None:
    """Refuse a comment without text, attachments and sticker."""
    parts = (call.text("message").strip(), list_comment_attachments(call), call.text("sticker_id"))
    if not any(parts):
        call.wrong("message", "is empty")


def resolve_comment_attachments(call: MethodCall) -> list[Json]:
    """Resolve the attachments of a comment.

    Raises:
        Refused: There are too many, or one of them does not exist.
    """
    return resolve_attachments(call, list_comment_attachments(call))
