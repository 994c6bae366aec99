"""Normal forms of texts, addresses and attachments, to compare what was sent with what VK shows.

VK rewrites mentions, encodes entities, changes typography, and turns addresses into attachments.
All patterns here need linear time: they are run over texts of other people. Pure.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from govpublic_sdk.models.attachments import Attachment

__all__ = [
    "Match",
    "addresses_in",
    "compare_media",
    "compare_texts",
    "is_damaged_name",
    "is_unreadable",
    "is_visible",
    "links_of_attachments",
    "normalize_address",
    "normalize_media",
    "normalize_text",
    "weakest",
]

Match: TypeAlias = Literal["same", "different", "unclear"]
"""Whether VK may show one thing as the other; `unclear` where VK's rewriting is not known."""

_MAX_MARKS = 30  # in a run, as in the stream-safe format of UAX 15; sorting more is quadratic
_MAX_REDIRECTS = 3  # an away.php within an away.php; nobody nests them deeper
_AMPERSANDS = re.compile(r"&(?:amp;)+")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?://[^\s\[\]|]+"
    # Without a scheme: names of hosts alone, no e-mail, no mention, no «т.е.» or «ул.Садовая».
    r"|(?<![\w@*.:/-])(?:[\w-]{1,63}\.)+(?:[a-z]{2,24}|xn--[a-z\d-]{1,59}"
    r"|рф|рус|москва|дети|онлайн|сайт|орг|ком|бел)(?![\w@-])"
    r"(?::\d{1,5})?(?:[/?#][^\s\[\]|]*)?",
    re.IGNORECASE,
)
_AFTER_HOST = re.compile(r"[/?#]")
_AFTER_ADDRESS = ".,;:!?)»\"'"
_CODED = re.compile(r"(?<![^\W_])xn[–—]", re.IGNORECASE)  # a host whose `--` became a dash
_DASHES = re.compile(r"[‐‑‒–—―−-]+")
_QUOTES = re.compile(r"<<|>>|[«»„“”‟]")
_APOSTROPHES = re.compile(r"[’‘ʼ`]")
_BRACKETS = re.compile(r"\[[^\[\]|\s]{1,200}\|([^\[\]]*)\]")
_NAMED = re.compile(r"[@*][^\s()\[\]|@*]{1,64} ?\(([^()]*)\)")
_MENTION = "\0"
_TARGETS = re.compile(r"\[([^\[\]|\s]{1,200})\|[^\[\]]*\]|[@*]([^\s()\[\]|@*]{1,64}) ?\([^()]*\)")
_NUMBERED = re.compile(r"(?:[^\s|]*/)?(id|club|public|event)(\d{1,20})(?::\S*)?", re.IGNORECASE)
_THING = re.compile(r"([a-z_]+?)(-?\d+_\d+)(?:_[\w-]+)?")
_BETWEEN = re.compile(r",(?=[a-z_]+?-?\d+_\d|https?://)")
_ALIASES = {"clip": "video"}
_KEYS = ("id", "owner_id", "access_key")  # of what an attachment is
_MADE_OF_FILES = ("photo", "doc")


def is_visible(letter: str) -> bool:
    """Whether a character shows: no BOM, no zero-width character, no variation selector."""
    code = ord(letter)
    selects = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return not selects and unicodedata.category(letter) != "Cf"


def normalize_text(text: str | None) -> str:
    """Return a text in the form that does not depend on what VK changes in it."""
    return _normalize(text, "NFKC")


def _normalize(text: str | None, form: Literal["NFC", "NFKC"]) -> str:
    plain = _ADDRESS.sub(lambda match: _normalize_in_text(match[0]), _visible(text, form))
    plain = _APOSTROPHES.sub("'", _QUOTES.sub('"', _DASHES.sub("-", plain)))
    plain = " ".join(plain.split())
    return " ".join(_NAMED.sub(r"\1", _BRACKETS.sub(r"\1", plain)).split())


def _visible(text: str | None, form: Literal["NFC", "NFKC"]) -> str:
    plain = _BREAK.sub("\n", html.unescape(_AMPERSANDS.sub("&", text or "")))
    return _CODED.sub("xn--", _compose(filter(is_visible, plain), form))


def _compose(letters: Iterable[str], form: Literal["NFC", "NFKC"]) -> str:
    return unicodedata.normalize(form, "".join(_bound(letters)))


def _bound(letters: Iterable[str]) -> Iterator[str]:
    marks = 0
    for letter in letters:
        marks = marks + 1 if letter >= "\u0300" and unicodedata.combining(letter) else 0
        if marks <= _MAX_MARKS:
            yield letter


def _normalize_in_text(address: str) -> str:
    bare = address.rstrip(_AFTER_ADDRESS)
    return f"https://{normalize_address(bare)}{address[len(bare) :]}"


def normalize_address(address: str) -> str:
    """Return an address without scheme, `www.` and final slash, with readable host and path.

    Addresses through VK's redirect page (`vk.com/away.php?to=`) become what they lead to.
    """
    bare = html.unescape(address.strip())
    for _ in range(_MAX_REDIRECTS):
        target = _redirect_target(bare)
        if target is None:
            break
        bare = target
    bare = bare.partition("://")[2] or bare
    host = _AFTER_HOST.split(bare, maxsplit=1)[0]
    path, mark, query = bare[len(host) :].partition("?")
    readable = f"{unquote(path).rstrip('/')}{mark}{unquote(query.replace('+', ' '))}"
    whole = filter(is_visible, _normalize_host(host) + readable)
    return _compose(whole, "NFC").rstrip("/")


def _redirect_target(address: str) -> str | None:
    try:
        parts = urlsplit(address)
    except ValueError:  # such as a broken IPv6 host
        return None
    is_vk = _normalize_host(parts.netloc) in ("vk.com", "away.vk.com")
    target = parse_qs(parts.query).get("to") if is_vk and parts.path == "/away.php" else None
    return target[0] if target else None


def _normalize_host(host: str) -> str:
    """Return a host in Unicode; VK's own hosts under one name."""
    name, colon, port = host.lower().partition(":")
    bare = name.rstrip(".").removeprefix("www.")
    shown = ".".join(map(_label, bare.split(".")))
    if port not in ("", "80", "443"):
        return f"{shown}{colon}{port}"
    return "vk.com" if shown in ("vk.ru", "m.vk.com", "m.vk.ru", "vkontakte.ru") else shown


def _label(label: str) -> str:
    if not label.startswith("xn--") or len(label) > 63:  # DNS knows no longer ones
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError, ValueError):
        return label


def compare_texts(
    sent: str | None, shown: str | None, links: frozenset[str] = frozenset()
) -> Match:
    """Compare a text that was sent with one that VK shows.

    Args:
        sent: The text that was sent.
        shown: The text that VK shows.
        links: Addresses attached to what is shown, in their normal form: VK may have moved an
            address out of the text.
    """
    wanted, seen = normalize_text(sent), normalize_text(shown)
    if wanted == seen:
        return _compare_mentions(sent, shown)
    if not wanted:
        return "different"
    expected, found = _addresses(wanted), _addresses(seen)
    missing, added = expected - found - links, found - expected
    if added and all(map(_is_plain, missing | added)):
        return "different"
    if _words(wanted) == _words(seen) and not missing and not added:
        return _compare_mentions(sent, shown)
    return "unclear" if _may_be_same(sent, shown) else "different"


def _compare_mentions(sent: str | None, shown: str | None) -> Match:
    """Compare whom two texts name that say the same: a name and a number may be one page."""
    named, seen = (list(_mentions(text)) for text in (sent, shown))
    if len(named) != len(seen):
        return "same"  # VK drops some
    pairs = [(a, b) for a, b in zip(named, seen, strict=True) if a != b]
    if any(isinstance(a, tuple) and isinstance(b, tuple) for a, b in pairs):
        return "different"
    return "unclear" if any(isinstance(a, str) and isinstance(b, str) for a, b in pairs) else "same"


def _mentions(text: str | None) -> Iterator[str | tuple[bool, int]]:
    """Whom a text names: a name, or whether it is a person and the number."""
    for match in _TARGETS.finditer(" ".join(_visible(text, "NFC").split())):
        target = match[1] or match[2]
        number = _NUMBERED.fullmatch(target)
        if number:
            yield number[1].lower() == "id", int(number[2])
        else:
            yield target.casefold()


def addresses_in(text: str | None) -> frozenset[str]:
    """Return the addresses in a text in their normal form."""
    return _addresses(normalize_text(text))


def _words(text: str) -> list[str]:
    return _ADDRESS.sub(" ", text).split()


def _addresses(text: str) -> frozenset[str]:
    found = (match[0].rstrip(_AFTER_ADDRESS) for match in _ADDRESS.finditer(text))
    return frozenset(normalize_address(address) for address in found)


def _is_plain(address: str) -> bool:
    """Whether VK has no reason to write an address in another way."""
    return (
        address.isascii()
        and not any(letter in address for letter in "% \\")
        and (not address.startswith("vk.cc/"))
    )


def _may_be_same(sent: str | None, shown: str | None) -> bool:
    """Whether two texts have the same letters and digits, apart from mentions and addresses."""
    words, found = (_words(_normalize(text, "NFC")) for text in (sent, shown))
    if _letters(words) == _letters(found):
        return True
    words, found = (_with_marks(text) for text in (sent, shown))
    return any(map(_is_mention, words)) and _letters(words) == _letters(found)


def _with_marks(text: str | None) -> list[str]:
    """Words of a text, each mention replaced by a mark, whatever VK makes of its name."""
    plain = " ".join(_words(_visible(text, "NFC")))
    return _NAMED.sub(_MENTION, _BRACKETS.sub(_MENTION, plain)).split()


def _is_mention(token: str) -> bool:
    return any(mark in token for mark in f"{_MENTION}@*")


def _letters(tokens: Iterable[str]) -> str:
    """Letters and digits outside of mentions that VK surely keeps.

    Compatibility characters such as «①», and those outside of the BMP, may come back changed.
    """
    kept = (letter for token in tokens if not _is_mention(token) for letter in token)
    plain = (letter for letter in kept if letter.isalnum() and ord(letter) <= 0xFFFF)
    return "".join(letter for letter in plain if not _is_compatible(letter)).casefold()


def _is_compatible(letter: str) -> bool:
    return unicodedata.decomposition(letter).startswith("<")


def normalize_media(texts: Iterable[str]) -> frozenset[str]:
    """Return attached things without their access keys, and addresses in their normal form."""
    return frozenset(map(_normalize_thing, texts))


def _normalize_thing(text: str) -> str:
    match = _THING.fullmatch(text)
    if match is None:
        return normalize_address(text)
    return _ALIASES.get(match[1], match[1]) + match[2]


def split_media(attachments: str | None) -> list[str]:
    """Split the parameter of a call that attaches things; addresses may hold commas."""
    return _BETWEEN.split(attachments) if attachments else []


def compare_media(
    wanted: frozenset[str],
    attachments: Sequence[Attachment],
    *,
    addresses: frozenset[str] = frozenset(),
    keeps_links: bool = True,
) -> Match:
    """Compare what was attached with what VK shows; what VK made of addresses does not count.

    Args:
        wanted: The normal form of what was attached.
        attachments: What VK shows.
        addresses: The addresses in the text, in their normal form.
        keeps_links: Whether VK keeps links that were attached.
    """
    bodies = normalize_media(
        attachment.reference
        for attachment in attachments
        if attachment.reference and not is_unreadable(attachment.body, *_KEYS)
    )
    links = links_of_attachments(attachments)
    things = frozenset(thing for thing in wanted if _THING.fullmatch(thing))
    sources = addresses | (wanted - things)
    if any(not _is_made_of(thing, sources) for thing in bodies - things):
        return "different"
    is_whole = things <= bodies and (not keeps_links or wanted - things <= links)
    return "same" if is_whole and all(map(_is_known, attachments)) else "unclear"


def _is_made_of(thing: str, addresses: frozenset[str]) -> bool:
    """Whether VK may have made an attachment of an address, such as a video of a page.

    Photos and documents are made only of addresses that name them.
    """
    if any(thing in address for address in addresses):
        return True
    return bool(addresses) and not thing.startswith(_MADE_OF_FILES)


def links_of_attachments(attachments: Iterable[Attachment]) -> frozenset[str]:
    """Return the addresses of attached links in their normal form."""
    return normalize_media(
        attachment.link.url for attachment in attachments if attachment.link and attachment.link.url
    )


def _is_known(attachment: Attachment) -> bool:
    is_named = bool(attachment.link or attachment.reference)
    return is_named and not is_unreadable(attachment.body, *_KEYS)


def is_unreadable(shown: object, *names: str) -> bool:
    """Whether VK sent one of these fields in a form that could not be read.

    A name with wrong bytes may be that of any field that is not there.
    """
    unfit: Iterable[str] = getattr(shown, "unfit", ())
    fields = {path.partition(".")[0] for path in unfit}
    if not fields.isdisjoint(names):
        return True
    is_torn = any(map(is_damaged_name, fields))
    return is_torn and any(getattr(shown, name, None) is None for name in names)


def is_damaged_name(field: str) -> bool:
    """Whether the name of a field has wrong bytes: VK names all by words of ASCII."""
    return not (field.isascii() and field.isidentifier())


def weakest(*matches: Match) -> Match:
    """Return `different` if any is, else `unclear` if any is, else `same`."""
    if "different" in matches:
        return "different"
    return "unclear" if "unclear" in matches else "same"
