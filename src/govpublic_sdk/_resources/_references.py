"""References to publics, posts and persons, from ids, names, addresses and models.

A wrong value is refused by the name of its parameter before anything is sent. A screen name is
resolved only where a method takes no name.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeAlias, TypeVar, cast
from urllib.parse import parse_qs

from govpublic_sdk import vk
from govpublic_sdk._core.arguments import check_fields
from govpublic_sdk._core.calls import Procedure, Runnable
from govpublic_sdk._texts import Text, describe, show_value
from govpublic_sdk.errors import NotFound, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.comments import Comment
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.publics import Public

__all__ = [
    "CommentedLike",
    "PostLike",
    "PostRef",
    "PublicLike",
    "PublicRef",
    "is_model",
    "number_of",
    "parent_post_ref",
    "post_ref",
    "public_ref",
    "resolve_name",
    "with_public_id",
]

_HOST = re.compile(r"(?:(?:www|m|new)\.)?vk\.(?:com|ru|me)|vkontakte\.ru")
_ADDRESS = re.compile(
    r"(?:https?:)?(?://)?(?P<host>[\w.-]+)(?::(?:80|443))?(?P<rest>[/?].*)?", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:club|public|event|wall-|write-|gim)?([0-9]+)")
_PERSON = re.compile(r"id\d+")
_NAME = re.compile(r"(?=.*[a-z])[a-z0-9_.]{1,64}")
_POST = re.compile(r"(?:wall)?(-?[1-9]\d*)_([1-9]\d*)(?:_r[1-9]\d*)?")
_PUBLIC_FORMS = "a positive id, a screen name, an address at vk.com, vk.ru or vk.me, or a Public"
_POST_FORMS = "an address such as vk.com/wall-1_2, '-1_2', a PostRef, or a Post with its owner"


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRef:
    """A public that is meant: by its id, or by its screen name while the id is not known.

    Attributes:
        id: The positive id.
        name: The screen name in lower case; None where the id is known.
    """

    id: int | None = None
    name: str | None = None

    @property
    def value(self) -> int | str:
        """The id or the name, for methods that take both."""
        return self.id or self.name or ""

    @property
    def address(self) -> str:
        """Its address at vk.com."""
        return f"https://vk.com/{self.name or f'club{self.id}'}"

    @property
    def owner_id(self) -> int | None:
        """The id as methods of walls want it: negative."""
        return None if self.id is None else -self.id


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class PostRef:
    """A post that is meant, or that was just published; its text is `-1_2`.

    Attributes:
        owner_id: Owner of the wall: negative for a public.
        id: Its number on that wall.
    """

    owner_id: int
    id: int

    def __str__(self) -> str:
        """The text by which VK's methods name a post, such as `-1_2`."""
        return f"{self.owner_id}_{self.id}"

    @property
    def url(self) -> str:
        """The post's address."""
        return f"https://vk.com/wall{self}"

    @property
    def reference(self) -> str:
        """The text by which it is attached to a message, such as `wall-1_2`."""
        return f"wall{self}"

    @property
    def public_id(self) -> int:
        """The positive id of the public that owns the wall.

        Raises:
            ParameterError: The wall belongs to a person.
        """
        if self.owner_id > 0:
            raise ParameterError("post", "a post of a person", "a post of a public")
        return -self.owner_id


PublicLike: TypeAlias = "int | str | Public | PublicRef"
PostLike: TypeAlias = "str | Post | PostRef"
CommentedLike: TypeAlias = "str | Post | PostRef | Comment"


def public_ref(public: PublicLike, name: str = "public") -> PublicRef:
    """The public that is meant.

    Args:
        public: A positive id, a screen name, an address at vk.com, vk.ru or vk.me, or a `Public`.
        name: What the parameter is called.

    Raises:
        ParameterError: None of the accepted forms.
    """
    if isinstance(public, PublicRef):
        return public
    if isinstance(public, str):
        return _from_text(public, name)
    if not isinstance(public, int) and not is_model(public, "publics", "Public"):
        _refuse(name, describe(public), _PUBLIC_FORMS)
    return PublicRef(id=number_of(public, name, _PUBLIC_FORMS))


def post_ref(post: PostLike, name: str = "post") -> PostRef:
    """The post that is meant.

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
        name: What the parameter is called.

    Raises:
        ParameterError: None of the accepted forms, or a `Post` without an owner.
    """
    if isinstance(post, PostRef):
        return post
    if isinstance(post, str):
        found = _POST.fullmatch(_post_in(_visible(post)))
        owner_id, number = found.groups() if found else _refuse(name, show_value(post), _POST_FORMS)
        return PostRef(owner_id=int(owner_id), id=int(number))
    if not is_model(post, "posts", "Post") or not post.owner_id or post.id <= 0:
        _refuse(
            name, Text("{type} object without owner and id", type=type(post).__name__), _POST_FORMS
        )
    return PostRef(owner_id=post.owner_id, id=post.id)


def parent_post_ref(post: CommentedLike, name: str = "post") -> PostRef:
    """The post that a comment belongs to.

    Not every method takes a comment for its post: who deletes "it" would delete the wrong thing.

    Args:
        post: What `post_ref` takes, or a `Comment` below the post, such as an event brings.
        name: What the parameter is called.

    Raises:
        ParameterError: None of the accepted forms, or a comment without a post.
    """
    if not is_model(post, "comments", "Comment"):
        return post_ref(cast("PostLike", post), name)
    comment = cast("Comment", post)
    owner_id = comment.post_owner_id or comment.owner_id
    if not owner_id or not comment.post_id:
        _refuse(name, "a Comment without its post", _POST_FORMS)
    return PostRef(owner_id=owner_id, id=comment.post_id)


def number_of(thing: object, name: str, allowed: str = "a positive id") -> int:
    """The positive id of a thing that is given by its id or by its model.

    Raises:
        ParameterError: It is neither, or the id is not positive.
    """
    number = thing if isinstance(thing, int) else getattr(thing, "id", None)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 < number <= 2**63:
        _refuse(name, describe(thing), allowed)
    return number


def _from_text(text: str, name: str) -> PublicRef:
    word = _page_in(_visible(text)).removeprefix("@").lower()
    numbered = _NUMBERED.fullmatch(word)
    # Ids are 64-bit integers, of 19 digits at most; Python refuses to read very long numbers.
    number = int(numbered[1].lstrip("0")[:20] or 0) if numbered else 0
    if 0 < number <= 2**63:
        return PublicRef(id=number)
    if _PERSON.fullmatch(word):
        _refuse(name, Text("{name} is a person", name=show_value(text)), _PUBLIC_FORMS)
    if numbered or not _NAME.fullmatch(word) or _HOST.fullmatch(word):
        _refuse(name, show_value(text), _PUBLIC_FORMS)
    return PublicRef(name=word)


def _visible(text: str) -> str:
    """A text without what a copy from a page or a file brings along: BOM, zero-width characters."""
    shown = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return "".join(shown).strip()


def _page_in(text: str) -> str:
    """The page that an address names; a text that is not an address of VK stays as it is."""
    path, query = _parts_of(text)
    peer = parse_qs(query).get("sel", [""])[0]
    if path is not None and path.startswith("im/convo/"):
        path, peer = "im", path.removeprefix("im/convo/")
    if path == "im" and peer:  # the page of messages names the public by its peer: im?sel=-1
        path = peer.removeprefix("-") if peer.startswith("-") else ""
    return text if path is None else path


def _post_in(text: str) -> str:
    """The post that an address names, in its path or in a window above a page.

    Windows are `?w=wall-1_2` and, of a photo of a post, `?z=photo-1_5/wall-1_2`.
    """
    path, query = _parts_of(text)
    names = parse_qs(query)
    window = names.get("w", [""])[0].partition("/")[0]
    window = window or names.get("z", [""])[0].partition("/")[2]
    return text if path is None else (window or path)


def _parts_of(text: str) -> tuple[str | None, str]:
    """Path and query of an address of VK, or of the one that VK's redirect page leads to."""
    path, query = _split(text)
    return _split(parse_qs(query).get("to", [""])[0]) if path == "away.php" else (path, query)


def _split(text: str) -> tuple[str | None, str]:
    found = _ADDRESS.fullmatch(text)
    if not found or not found["rest"] or not _HOST.fullmatch(found["host"].lower()):
        return None, ""
    path, _, query = found["rest"].partition("#")[0].partition("?")
    return path.strip("/"), query


def is_model(thing: object, home: str, kind: str) -> bool:
    """Whether a thing is of a kind of model; one whose module was never loaded cannot be."""
    module = sys.modules.get(f"govpublic_sdk.models.{home}")
    return module is not None and isinstance(thing, getattr(module, kind))


def _refuse(name: str, problem: str | Text, expected: str) -> NoReturn:
    raise ParameterError(name, problem, expected)


T = TypeVar("T")
_COMMUNITIES = ("group", "page", "event")
_WORDS = {"user": "a person", "vk_app": "an application", "application": "an application"}
_SOME_ID = 1  # any id: only the form of the call is checked


def with_public_id(public: PublicLike, build: Callable[[int], Runnable[T]]) -> Runnable[T]:
    """Return a runnable that needs the id of a public; a name is looked up first.

    Args:
        public: The public that is meant.
        build: Builds the runnable from the positive id. Pure: it is also called with another id,
            so that wrong values are refused before the name is looked up.

    Raises:
        ParameterError: The public, or a value of the call, is refused.
    """
    ref = public_ref(public)
    if ref.id is not None:
        return build(ref.id)
    build(_SOME_ID)
    return _after_lookup(str(ref.name), build)


def resolve_name(name: str) -> Procedure[int]:
    """The id of the community that has a screen name.

    Raises:
        NotFound: The name is free, or belongs to something else.
    """
    call = vk.utils.resolve_screen_name(name)
    found = yield from call
    if found is None:
        raise NotFound(Text("No page has the name {name}.", name=show_value(name)), call=call)
    if found.type not in _COMMUNITIES:
        known = _WORDS.get(found.type)
        kind = show_value(found.type)
        what = Text(known) if known else Text("an object of type {type}", type=kind)
        raise NotFound(
            Text(
                "{name} is the name of {thing}, not of a community.",
                name=show_value(name),
                thing=what,
            ),
            call=call,
        )
    return found.object_id


def _after_lookup(name: str, build: Callable[[int], Runnable[T]]) -> Procedure[T]:
    number = yield from resolve_name(name)
    procedure: Procedure[T] = iter(build(number))
    return (yield from procedure)
