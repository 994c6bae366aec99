"""Lenient JSON reader: a wrong byte costs the value that it hits, never the document.

It runs only after the strict reader failed. Strings are kept in two forms:

* marked: each byte that cannot be read is a lone low surrogate. No valid JSON text decodes to one,
  so damage stays visible in the tree, also after the tree was written and read again.
* clean: control characters as they came, U+FFFD for all else that cannot be read.

What is cut off stays an error: nothing closes a list that the body leaves open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, TypeAlias

from govpublic_sdk.models._tree import Path, Tree, is_dict, is_list

__all__ = [
    "Damaged",
    "NoJson",
    "Parsed",
    "Split",
    "clean",
    "parse",
    "split",
    "starts",
    "to_text",
]

_CONTROL: Final = "control_character"
_BYTES: Final = "damaged_text"
_KEY: Final = "damaged_key"

Damaged: TypeAlias = dict[Path, str]
"""Paths of damaged values, each with its kind."""

_MARK = "\udfff"
_EXACT = 0xDC00  # U+DC00 to U+DC1F mark raw control characters, U+DC80 to U+DCFF single bytes
_REPLACED = "\ufffd"
_LONE = re.compile("[\ud800-\udfff]")
_INEXACT = re.compile("[\ud800-\udbff\udc20-\udfff]")
_HIGH = re.compile("[\ud800-\udbff]")
_HALF = re.compile(r"\\u[dD][89a-fA-F]", re.ASCII)
_CESU = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")

# Encodings that servers in Russia name in a header. Others, such as "idna", may be slow.
_CHARSETS = frozenset({"windows-1251", "cp1251", "koi8-r", "iso-8859-5", "cp866", "ibm866"})

_SPACE = r" \t\n\r"
_DELIMITER = rf"{_SPACE}\"\[\]{{}},:"
_DIGITS = r"\d{0,400}"  # Python refuses numbers of some thousand digits; no service sends them
_SCALAR = (
    rf"(?:-?(?:0|[1-9]{_DIGITS})(?:\.\d{_DIGITS})?(?:[eE][+-]?\d{{1,9}})?"
    r"|true|false|null|NaN|-?Infinity)"
)
# The begin of a string, or a bare word that is not JSON: two words side by side are one that was
# torn. A string is matched up to its end or to its first backslash.
_NEXT = re.compile(
    rf'"[^"\\]*("|\\)?'
    rf"|(?<![^{_DELIMITER}])[^{_DELIMITER}]++(?:[{_SPACE}]++[^{_DELIMITER}]++)++"
    rf"|(?<![^{_DELIMITER}])(?!{_SCALAR}(?![^{_DELIMITER}]))[^{_DELIMITER}]+",
    re.ASCII,
)
_ESCAPED_OR_END = re.compile(r'\\.|"', re.DOTALL)
_SUSPECT = re.compile(r'[\x00-\x1f]|\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})|\\u[dD][89abAB]', re.ASCII)
_PIECE = re.compile(
    r'\\(?:["\\/bfnrt]|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}'
    r"|u(?![dD][89abAB])[0-9a-fA-F]{4})"
    r"|(?P<half>\\u[dD][89abAB][0-9a-fA-F]{2})|(?P<stray>\\)|(?P<control>[\x00-\x1f])",
    re.ASCII,
)
_NUMBER_LIKE = re.compile(r"[\s\x00-\x1f]*[-+]?[\d.][\d.eE+\-\s\x00-\x1f]*", re.ASCII)
_WORDLIKE = re.compile(r"[0-9A-Za-z]", re.ASCII)
_PART = re.compile(r"[0-9A-Za-z+.-]", re.ASCII)
_WHOLE = re.compile(_SCALAR, re.ASCII)
_GAPS = re.compile(rf"[{_SPACE}]+")
_GAP = re.compile(rf"[{_SPACE}]*")

# Where JSON begins behind other text: at the start of a line, behind a tag, or with a key.
_BEGIN = re.compile(r'(?:^|>)[ \t]*(?=[\[{])|(?=\{[ \t\r\n]*"|\[[ \t\r\n]*\{)', re.MULTILINE)
_PAGE = re.compile(r"<(?:!doctype|html|head|body|script|style|\?xml)\b", re.IGNORECASE)
_IGNORED = "".join(map(chr, range(0x21))) + "\ufeff"
_DEEPEST = 250  # of some 1,000 frames two are needed for each level
_LONGEST_PREFIX = 65_536  # room for some hundred warnings; anything longer is not a prefix

_decoder = json.JSONDecoder(strict=False)


class NoJson(ValueError):
    """A text without a whole JSON document."""


class Parsed(NamedTuple):
    """A tree, whether it may contain marks, and whether other text came before it."""

    tree: Tree
    marked: bool = False
    prefixed: bool = False


def parse(body: str | bytes | bytearray, charset: str | None = None) -> Parsed:
    """Read the first JSON object or array of a text, marking what is damaged. Linear time.

    Text before and after it is skipped, such as warnings of PHP, comments of HTML or a second
    document. What contains the document in a web page is not searched.

    Args:
        body: The text.
        charset: The encoding that a header names; it counts where the bytes are not UTF-8.

    Raises:
        NoJson: It is cut off, damaged between the values, or without JSON.
    """
    text = body if isinstance(body, str) else _decode_body(bytes(body), charset)
    text = _HIGH.sub(_MARK, text)
    begin = _begin(text)
    if begin is None:
        raise NoJson("no beginning")
    repaired = _repair_text(text, begin)
    try:
        tree, end = _decoder.raw_decode(repaired)
    except (ValueError, RecursionError):
        raise NoJson("cut off or damaged") from None
    if repaired[end : end + 1_000].lstrip(_IGNORED)[:1] in (",", "]", "}"):
        raise NoJson("a document that goes on is only a part")
    marked = bool(_LONE.search(repaired) or _HALF.search(repaired))
    if marked and _is_deep(tree):
        raise NoJson("nested too deeply to be searched for marks")
    return Parsed(tree, marked, prefixed=bool(text[:begin].strip(_IGNORED)))


def _is_deep(tree: Tree) -> bool:
    """Whether values are nested more deeply than functions may call themselves."""
    level = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in _children(node)]
        if not level:
            return False
    return True


def _children(node: Tree) -> Iterable[Tree]:
    if is_dict(node):
        return node.values()
    return node if is_list(node) else ()


def starts(body: bytes) -> bool:
    """Whether a body may contain JSON after other text that is not a web page."""
    return _begin(body[: 2 * _LONGEST_PREFIX].decode("utf-8", "replace")) is not None


def _begin(text: str) -> int | None:
    """The position of the document; None if it is missing or inside a web page."""
    first = len(text) - len(text.lstrip(_IGNORED))
    if text[first : first + 1] in ("{", "["):
        return first
    found = _BEGIN.search(text, 0, _LONGEST_PREFIX)
    if found is None or _PAGE.search(text, 0, found.end()):
        return None
    return found.end()


def _decode_body(body: bytes, charset: str | None) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        pass
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    if charset is not None and charset.lower() in _CHARSETS:
        try:
            return body.decode(charset)
        except UnicodeDecodeError:
            pass
    if b"\xed" in body:  # characters in two halves of three bytes each (CESU-8)
        body = _CESU.sub(lambda pair: _join_surrogates(pair.group()), body)
    return body.decode("utf-8", "surrogateescape")


def _join_surrogates(pair: bytes) -> bytes:
    halves = pair.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return halves.decode("utf-16-le").encode()


def _repair_text(text: str, begin: int) -> str:
    """The text from its JSON on, with valid escapes and valid words only."""
    pieces: list[str] = []
    done = place = begin
    while found := _NEXT.search(text, place):
        start, place = found.span()
        if text[start] == '"':
            if found[1] == "\\":
                place = _end_of_string(text, place - 1)
            old = text[start:place]
            new = _string(old) if _SUSPECT.search(old) else old
        else:
            old = found.group()
            new = _word(text, start, place)
        if new is not old:
            pieces += (text[done:start], new)
            done = place
    pieces.append(text[done:])
    return "".join(pieces)


def _end_of_string(text: str, place: int) -> int:
    for found in _ESCAPED_OR_END.finditer(text, place):
        if found.group() == '"':
            return found.end()
    return len(text)


def _string(token: str) -> str:
    """A string with marks for what it may not contain.

    A number around control characters may be another number: it is never taken for exact.
    """
    guessable = _NUMBER_LIKE.fullmatch(token[1:-1]) is not None

    def fix(piece: re.Match[str]) -> str:
        if piece.lastgroup is None:
            return piece.group()
        if piece.lastgroup == "control" and not guessable:
            return chr(_EXACT + ord(piece.group()))
        return _MARK

    return _PIECE.sub(fix, token)


def _word(text: str, start: int, end: int) -> str:
    """Replace a bare word that is not JSON: by a marked string, or by nothing between values."""
    word = text[start:end]
    parts = [part for part in _GAPS.split(word) if _PART.search(part)]
    if len(parts) == 1 and parts[0] != word and _WHOLE.fullmatch(parts[0]):
        return parts[0]  # beside stray bytes that belong to no value
    if not _WORDLIKE.search(word) and not _is_value(text, start, end):
        return " "
    return f'{json.dumps(word)[:-1]}{_MARK}"'


def _is_value(text: str, start: int, end: int) -> bool:
    """Whether a value is missing where the word is."""
    behind = _GAP.match(text, end)
    after = text[behind.end() : behind.end() + 1] if behind else ""
    return _last(text, start) in (":", ",", "[") and after in (",", "]", "}")


def _last(text: str, start: int) -> str:
    """The last character before an index that is not a space."""
    while start > 0 and text[start - 1] in " \t\n\r":
        start -= 1
    return text[start - 1 : start]


def clean(tree: Tree) -> Tree:
    """A tree without marks."""
    return split(tree).clean


class Split(NamedTuple):
    """A marked tree in its two uses, both with clean keys.

    Attributes:
        probe: Damaged values are bytes, which fit no field that JSON is read into.
        clean: Damaged values are as legible as they can be.
        damage: Where they are.
    """

    probe: Tree
    clean: Tree
    damage: Damaged


def split(tree: Tree) -> Split:
    """Find the damaged values of a marked tree.

    Raises:
        RecursionError: It is nested too deeply.
    """
    damage: Damaged = {}
    probe, legible = _split(tree, (), damage)
    return Split(probe, legible, damage)


def _split(tree: Tree, path: Path, damage: Damaged) -> tuple[Tree, Tree]:
    if isinstance(tree, str):
        if tree.isascii() or not _LONE.search(tree):
            return tree, tree
        damage[path] = _BYTES if _INEXACT.search(tree) else _CONTROL
        return b"\xff", _legible(tree)
    if is_list(tree):
        pairs = [_split(one, (*path, place), damage) for place, one in enumerate(tree)]
        return [probe for probe, _ in pairs], [legible for _, legible in pairs]
    if is_dict(tree):
        return _split_object(tree, path, damage)
    return tree, tree


def _split_object(tree: dict[str | int, Any], path: Path, damage: Damaged) -> tuple[Tree, Tree]:
    probe: dict[str | int, Any] = {}
    legible: dict[str | int, Any] = {}
    for name, value in tree.items():
        key = name
        if isinstance(name, str) and not name.isascii() and _LONE.search(name):
            key = _legible(name)
            damage[*path, key] = _KEY
        probe[key], legible[key] = _split(value, (*path, key), damage)
    return probe, legible


def _legible(text: str) -> str:
    def one(mark: re.Match[str]) -> str:
        code = ord(mark.group()) - _EXACT
        return chr(code) if 0 <= code < 0x20 else _REPLACED

    return _LONE.sub(one, text)


def to_text(tree: object) -> bytes:
    """The JSON text of a tree; marks are written as escapes, so they are found again.

    Raises:
        ValueError: It contains a number too large to be written.
        RecursionError: It is nested too deeply.
    """
    from pydantic_core import to_json

    try:
        return to_json(tree)
    except ValueError:  # a mark, or deeper than it goes
        return json.dumps(tree, separators=(",", ":")).encode()
