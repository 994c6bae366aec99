"""Escapes untrusted text for csv and xlsx files, and removes invisible characters.

Names, descriptions and addresses are untrusted. Here they lose what a reader does
not see and a program might obey: control characters, marks that turn the direction of writing,
halves of characters, and for each kind of file what that kind would take for an order. HTML is
escaped by the templates, SVG by ElementTree.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

__all__ = ["CELL_LIMIT", "for_csv", "for_xlsx", "plain", "safe_link"]

# What a cell of a workbook holds, in units of UTF-16.
# https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d
CELL_LIMIT = 32_767
_CUT = " […]"

# Halves of characters, and what XML 1.0 forbids: https://www.w3.org/TR/xml/#charsets
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
# Marks that turn the direction of writing: https://www.unicode.org/reports/tr9/
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# What spreadsheets take for a formula, after whatever blank they may strip.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"[\t\n]|\s*[=+\-@＝＋－＠]")
# A phone with a blank in it: no spreadsheet can calculate it, so it may stay as it is written.
_PHONE = re.compile(r"\+\d[\d()\-]*(?:[ \u00a0][\d()\-]+)+")

_HOST = re.compile(r"vk\.(?:com|ru)|(?:ok|max)\.ru|(?:[a-z0-9-]+\.)*gosuslugi\.ru")
_ADDRESS = re.compile(r"https://[!-~]+")


def plain(text: str) -> str:
    """The text without what a reader cannot see.

    Marks of direction go; control characters and halves of characters become U+FFFD. Line ends
    and tabs stay.
    """
    return _TURNING.sub("", _ILLEGAL.sub("\ufffd", _LINE_END.sub("\n", text)))


def for_csv(text: str) -> str:
    """The text for a cell of a csv file: what a spreadsheet would calculate gets an apostrophe.

    A phone such as `+7 846 000-00-00` stays as it is: digits, brackets and hyphens with a blank
    among them are not formulas. One without a blank would lose its plus, or be subtracted to a
    number, so it gets the apostrophe too.
    """
    clean = plain(text)
    return f"'{clean}" if _FORMULA.match(clean) and not _PHONE.fullmatch(clean) else clean


def for_xlsx(text: str) -> str:
    """The text for a cell of a workbook, cut with a mark where it is longer than a cell.

    A text in `<r>` would be written into the file as it is, being taken for one with formats of
    its own (XlsxWriter does so), so a blank is put before it.
    """
    clean = plain(text)
    clean = f" {clean}" if clean.startswith("<r>") else clean
    return clean if len(clean) * 2 <= CELL_LIMIT else _cut(clean)


def safe_link(address: str) -> str | None:
    """Return the address if it may become a link: `https` to VK, OK, MAX or «Госуслуги»."""
    if not _ADDRESS.fullmatch(address) or "\\" in address:
        return None
    try:
        host = urlsplit(address).netloc
    except ValueError:
        return None
    return address if _HOST.fullmatch(host.lower()) else None


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= CELL_LIMIT * 2:
        return text
    return units[: (CELL_LIMIT - len(_CUT)) * 2].decode("utf-16-le", errors="ignore") + _CUT
