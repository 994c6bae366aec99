"""All regular expressions of the package, and long texts that are made to be hard for each.

Run as a program it feeds them, each text within a bound of processor time.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import govpublic_sdk

LENGTH = 100_000
SECONDS = (
    0.5  # of the processor for one text; linear patterns take a tenth, others seconds to hours
)

ANCHORED = ("match", "fullmatch")
METHODS = (*ANCHORED, "search", "finditer", "findall", "split", "sub", "subn")

# How patterns are used that stand in tables, so that no name of theirs is called.
IN_TABLES = {
    "govpublic_sdk.appeals.channels.incidents.outcomes._PATTERNS": "fullmatch",
    "govpublic_sdk.official_pages.registry.columns._MEANINGS": "fullmatch",
    "govpublic_sdk.sandbox.open311.interface._ROUTES": "fullmatch",
    "govpublic_sdk.sandbox.pos.interface._ROUTES": "fullmatch",
    "govpublic_sdk.sandbox.vkscript.methods._DECIMAL": "match",
    "govpublic_sdk.sandbox.vkscript.methods._WHOLE": "match",
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_LETTERS = (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)
_TRIED = "a1жZ -_./:;,\"'<>()[]|@#&=%+*?!\\\t\nЯ~^{}0\u200b"
_MANY = 50  # a pattern without a longer repeat cannot take more than linear time


@dataclass(slots=True)
class Used:
    """A pattern, where it is kept, and the methods by which it is used."""

    pattern: re.Pattern[Any]
    place: str
    methods: set[str] = field(default_factory=set)


def patterns() -> list[Used]:
    """Return all patterns of all modules; one that is kept in several is one."""
    used: dict[re.Pattern[Any], Used] = {}
    for module in _modules():
        tree = ast.parse(_source(module))
        for name, value in vars(module).items():
            for one in _within(value):
                place = f"{module.__name__}.{name}"
                known = used.setdefault(one, Used(one, place))
                known.methods |= {IN_TABLES[place]} if place in IN_TABLES else set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                owner = vars(module).get(node.value.id)
                if isinstance(owner, re.Pattern) and node.attr in METHODS:
                    used[owner].methods.add(node.attr)
            elif inline := _inline(node):
                text, method = inline
                place = f"{module.__name__}:{getattr(node, 'lineno', 0)}"
                used.setdefault(text, Used(text, place)).methods.add(method)
    return list(used.values())


def compiled() -> Iterator[tuple[str, int, int]]:
    """Each module with the number of its calls of `re.compile`, and of patterns found in it."""
    for module in _modules():
        calls = {
            ast.dump(node)
            for node in ast.walk(ast.parse(_source(module)))
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
        }
        found = {one for value in vars(module).values() for one in _within(value)}
        yield module.__name__, len(calls), len(found)


def hard_texts(pattern: re.Pattern[Any], length: int = LENGTH) -> Iterator[Any]:
    """Return texts that repeat what the pattern repeats, and end in what it does not expect."""
    is_text = isinstance(pattern.pattern, str)
    source = pattern.pattern if is_text else pattern.pattern.decode("latin-1")
    tree = parser.parse(source, pattern.flags & ~re.UNICODE if not is_text else pattern.flags)
    if not _is_unbounded(tree):
        return
    pieces = [(before, piece) for before, piece in _repeated(tree) if piece]
    atoms = sorted(dict.fromkeys(piece for piece in _atoms(tree) if piece), key=len)
    pieces += [("", piece) for piece in (*atoms, _example(tree)) if piece]
    pieces += [("", before + piece) for before, piece in pieces if before]
    texts = [before + _repeat(piece, length) + "\0" for before, piece in dict.fromkeys(pieces)]
    few = sorted(dict.fromkeys(piece for _, piece in pieces), key=len)[:5]
    for one, other in permutations(few, 2):
        texts.append(_repeat(one, length // 2) + _repeat(other, length // 2))
        texts.append(_repeat(one + other, length))
    for text in dict.fromkeys(texts):
        yield text if is_text else text.encode("latin-1", "replace")


def feed(used: Used) -> int:
    """Use a pattern as the package does on all hard texts; return how many there were.

    A text that takes too long ends the process with a signal, wherever it is.
    """
    count = 0
    for text in hard_texts(used.pattern):
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        for method in {one if one in ANCHORED else "finditer" for one in used.methods}:
            matches = getattr(used.pattern, method)(text)
            if method == "finditer":
                deque(matches, maxlen=0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        count += 1
    return count


def _repeat(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(govpublic_sdk.__path__, "govpublic_sdk."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _source(module: ModuleType) -> str:
    assert module.__file__
    with open(module.__file__, encoding="utf-8") as file:
        return file.read()


def _within(value: object) -> Iterator[re.Pattern[Any]]:
    """Patterns in a value of a module: itself, in its items, in attributes of its class."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in (*value.keys(), *value.values()):
            yield from _within(one)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from _within(one)
    elif isinstance(value, type) and value.__module__.startswith("govpublic_sdk"):
        yield from (one for one in vars(value).values() if isinstance(one, re.Pattern))


def _inline(node: ast.AST) -> tuple[re.Pattern[Any], str] | None:
    """The pattern of `re.sub("...", ...)` and its method."""
    if (
        not isinstance(node, ast.Call)
        or not node.args
        or not isinstance(node.args[0], ast.Constant)
    ):
        return None
    name = ast.unparse(node.func)
    method = name.removeprefix("re.")
    text = node.args[0].value
    if name == method or method not in METHODS or not isinstance(text, (str, bytes)):
        return None
    return re.compile(text), method


# Parse trees: lists of (operation, argument), as the `re` module makes them.


def _children(operation: object, argument: Any) -> list[Any]:
    if operation in _REPEATS:
        return [argument[2]]
    if operation is sre.SUBPATTERN:
        return [argument[3]]
    if operation is sre.ATOMIC_GROUP:
        return [argument]
    if operation is sre.BRANCH:
        return list(argument[1])
    return [argument[1]] if operation in (sre.ASSERT, sre.ASSERT_NOT) else []


def _is_unbounded(tree: Iterable[Any]) -> bool:
    return any(
        (operation in _REPEATS and argument[1] > _MANY)
        or any(map(_is_unbounded, _children(operation, argument)))
        for operation, argument in tree
    )


def _accepted(operation: object, argument: Any) -> list[str]:
    """Some characters that fit one place of a pattern."""
    if operation is sre.LITERAL:
        return [chr(argument)]
    if operation is sre.ANY:
        return ["a", " "]
    if operation is sre.NOT_LITERAL:
        return [one for one in _TRIED if ord(one) != argument][:3]
    own = [
        chr(one if kind is sre.LITERAL else one[0])
        for kind, one in argument
        if kind in (sre.LITERAL, sre.RANGE)
    ]
    tried = [*own, *_TRIED]
    return list(dict.fromkeys(one for one in tried if _is_among(one, argument)))[:4]


def _is_among(letter: str, argument: Any) -> bool:
    found = negated = False
    for kind, one in argument:
        negated = negated or kind is sre.NEGATE
        if kind is sre.LITERAL:
            found = found or ord(letter) == one
        elif kind is sre.RANGE:
            found = found or one[0] <= ord(letter) <= one[1]
        elif kind is sre.CATEGORY:
            found = found or _is_of(letter, str(one).lower())
    return found != negated


def _is_of(letter: str, category: str) -> bool:
    if "space" in category:
        is_of = letter.isspace()
    elif "digit" in category:
        is_of = letter.isdigit()
    else:
        is_of = letter.isalnum() or letter == "_"
    return is_of != ("not" in category)


def _example(tree: Iterable[Any]) -> str:
    """A text that fits, roughly: assertions are left out."""
    text = ""
    for operation, argument in tree:
        if operation in _LETTERS:
            text += "".join(_accepted(operation, argument)[:1])
        elif operation in _REPEATS:
            text += _example(argument[2]) * max(argument[0], 1)
        elif operation not in (sre.ASSERT, sre.ASSERT_NOT):
            text += "".join(map(_example, _children(operation, argument)[:1]))
    return text


def _repeated(tree: Iterable[Any], before: str = "") -> Iterator[tuple[str, str]]:
    """What stands before each long repeat, and what is repeated."""
    for operation, argument in tree:
        if operation in _REPEATS and argument[1] > _MANY:
            yield before, _example(argument[2])
            for inner, value in argument[2]:
                if inner in _LETTERS:
                    yield from ((before, one) for one in _accepted(inner, value))
        for child in _children(operation, argument):
            yield from _repeated(child, before)
        if operation not in (sre.ASSERT, sre.ASSERT_NOT):
            before += _example([(operation, argument)])


def _atoms(tree: Iterable[Any]) -> Iterator[str]:
    """Words of a pattern, and single characters that fit its classes."""
    word = ""
    for operation, argument in tree:
        if operation is sre.LITERAL:
            word += chr(argument)
            continue
        yield word
        word = ""
        if operation in _LETTERS:
            yield from _accepted(operation, argument)
        for child in _children(operation, argument):
            yield _example(child)
            yield from _atoms(child)
    yield word


def main(given: list[str]) -> None:
    """Feed all patterns, or those that are given; print the place of each before."""
    for used in [Used(re.compile(one), one, {"search"}) for one in given] or patterns():
        print(used.place, flush=True)
        print(feed(used), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
