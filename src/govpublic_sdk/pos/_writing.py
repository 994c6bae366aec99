"""How an address is written: invisible and similar characters, spaces, codes. Meaning is elsewhere.

Each function gives the text as it should be written, and the faults that it took out.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from govpublic_sdk.pos.faults import Fault, fault

__all__ = ["decoded", "plain", "squeezed", "trimmed", "without_html"]

_HTML = re.compile(r"&(?:amp|#0*38|#x0*26);(?:amp;)*", re.IGNORECASE)
_TWICE = re.compile(r"%(?:25)+[0-9a-f]{2}", re.IGNORECASE)
_CODE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_BLANK = re.compile(r"%(?:20|09|0[acd]|c2%a0)", re.IGNORECASE)
_AROUND = "\"'`«»“”„‘’<>()[]{}"
_CAPTION = re.compile(r"\A[^/?#.]*\s(?=https?://)", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def trimmed(text: str) -> tuple[str, list[Fault]]:
    """Without a caption before it, quotes and spaces around it, a full stop at its end."""
    bare = text.strip()
    inner = _CAPTION.sub("", bare).strip(_AROUND).rstrip(".,;" + _AROUND).strip()
    faults = [fault("space", "address")] if bare != text else []
    if inner != bare:
        stray = bare.replace(inner, " ", 1) if inner else bare
        faults.append(fault("characters", "address", found=stray.strip()))
    return inner, faults


def plain(text: str, part: str) -> tuple[str, list[Fault]]:
    """Without invisible characters, and with plain letters for full-width ones and their like.

    https://unicode.org/reports/tr15/, form KC.
    """
    if text.isascii() and text.isprintable():
        return text, []
    visible = "".join(one for one in text if one.isspace() or not _is_invisible(one))
    faults = [fault("invisible", part)] if visible != text else []
    unusual = [one for one in visible if not one.isspace() and _compatible(one) != one]
    if unusual:
        faults.append(fault("characters", part, found="".join(dict.fromkeys(unusual))))
    return _compatible(visible), faults


def _is_invisible(one: str) -> bool:
    return unicodedata.category(one) in ("Cc", "Cf")


def _compatible(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def without_html(text: str) -> tuple[str, list[Fault]]:
    """With `&` where the code of a page has `&amp;`."""
    found = _HTML.search(text)
    if not found:
        return text, []
    return _HTML.sub("&", text), [fault("html", "address", found=found[0])]


def decoded(text: str) -> tuple[str, list[Fault]]:
    """Without percent codes: no right link holds any. Codes of spaces become spaces."""
    faults: list[Fault] = []
    if twice := _TWICE.search(text):
        faults.append(fault("double-encoded", "address", found=twice[0]))
        text = re.sub("%(?:25)+", "%", text)
    spaced = _BLANK.sub(" ", text)
    if needless := _CODE.search(spaced):
        faults.append(fault("encoded", "address", found=needless[0]))
    readable, more = plain(unquote(spaced), "address")
    return readable, faults + more


def squeezed(text: str, part: str) -> tuple[str, list[Fault]]:
    """Without any spaces."""
    if not _SPACES.search(text):
        return text, []
    return _SPACES.sub("", text), [fault("space", part)]
