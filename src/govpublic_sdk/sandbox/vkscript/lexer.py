"""What can be wrong with a program: it does not compile, or it fails while it runs.

From the text of a program to its words; it refuses invalid words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = [
    "CompileError",
    "RunError",
    "Word",
    "words",
]


class CompileError(Exception):
    """The program is invalid; VK's error 12.

    Attributes:
        line: Where, from 1.
        column: Where, from 1.
    """

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(f"{message} (line {line}, column {column})")
        self.line = line
        self.column = column


class RunError(Exception):
    """The program failed or was too large; VK's error 13."""


_WORD = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/)
    |(?P<number>0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<open>/\*|["'])
    |(?P<name>[A-Za-z_$][\w$]*)
    |(?P<sign>@\.|===|!==|==|!=|<=|>=|&&|\|\||\+\+|--|\+=|-=|\*=|/=|%=|\*\*|<<|>>|[-+*/%<>=!?:.,;(){}\[\]&|])
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its kind (`number`, `text`, `name`, `sign`, `end`), its text, its place."""

    kind: str
    text: str
    line: int
    column: int

    def fault(self, message: str) -> CompileError:
        """What is wrong at this place."""
        return CompileError(message, self.line, self.column)


def words(code: str) -> Iterator[Word]:
    """The words of a program, closed by one of kind `end`.

    Raises:
        CompileError: The text contains an invalid word.
    """
    place, line, start = 0, 1, 0
    while place < len(code):
        found = _WORD.match(code, place)
        column = place - start + 1
        if found is None:
            raise CompileError(f"unexpected {code[place]!r}", line, column)
        if found["open"]:
            raise CompileError(f"{found['open']} is never closed", line, column)
        text, kind = found.group(), str(found.lastgroup)
        if kind != "space":
            yield Word(kind, _unescape(text[1:-1]) if kind == "text" else text, line, column)
        line += text.count("\n")
        start = place + text.rfind("\n") + 1 if "\n" in text else start
        place = found.end()
    yield Word("end", "", line, place - start + 1)


def _unescape(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        mark = found.group(1)
        if mark[0] in "ux" and len(mark) > 1:
            return chr(int(mark[1:], 16))
        return _ESCAPES.get(mark, mark)

    if "\\" not in text:
        return text
    # JSON writes an emoji as two escapes; half of one is no character
    halves = _ESCAPE.sub(plain, text).encode("utf-16-le", "surrogatepass")
    return halves.decode("utf-16-le", "replace")
