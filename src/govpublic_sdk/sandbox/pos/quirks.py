"""In which ways the sandbox's ПОС may be odd, each switched by hand; all are off at first.

Failures of the way to it, such as 500 with a page or a lost answer, are `box.faults`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

__all__ = ["PosQuirks", "names"]


@dataclass(slots=True, kw_only=True)
class PosQuirks:
    """Oddities; change them at any time.

    Those of attachments name files as they were written, with `*` for any part of a name.

    Attributes:
        no_applicant: Items come without an applicant.
        no_text: Items come without text and category.
        text_ids: Numbers of items and categories come as texts.
        extra_fields: Items have fields that nobody has heard of.
        status: A word that items give as their `status`; nothing when empty.
        not_objects: The first page also holds items that are no objects.
        doubled: Each page but the first begins with the item that ended the one before.
        endless: After the last page that page comes again for ever, and none is ever the last.
        second_answer: The HTTP status that refuses a second final answer: 409 or 400.
        gone: Attachments whose addresses answer 404.
        huge: Attachments that claim to have 2 GB and end early.
        abroad: Attachments that lie at another origin, which needs no token.
        dispositions: What `Content-Disposition` says of an attachment, by its name; an empty text
            leaves the header out.
    """

    no_applicant: bool = False
    no_text: bool = False
    text_ids: bool = False
    extra_fields: bool = False
    status: str = ""
    not_objects: bool = False
    doubled: bool = False
    endless: bool = False
    second_answer: int = 409
    gone: Collection[str] = ()
    huge: Collection[str] = ()
    abroad: Collection[str] = ()
    dispositions: Mapping[str, str] = field(default_factory=dict[str, str])


def names(patterns: Collection[str], name: str) -> bool:
    """Whether one of some patterns means a file."""
    return any(fnmatchcase(name, one) for one in patterns)
