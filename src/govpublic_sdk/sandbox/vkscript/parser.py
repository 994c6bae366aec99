"""From words to a program: a parser by binding powers, with a bound on how deep things nest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from govpublic_sdk.sandbox.vkscript.lexer import Word, words
from govpublic_sdk.sandbox.vkscript.nodes import (
    Array,
    Assign,
    Binary,
    Block,
    Choose,
    Constant,
    Delete,
    Expression,
    If,
    Index,
    Invoke,
    Loop,
    Member,
    Name,
    Object,
    Projection,
    Return,
    Statement,
    Unary,
    Var,
)

__all__ = ["parse"]

T = TypeVar("T")
_DEEPEST = 60
_POWERS = {
    "||": 3,
    "&&": 4,
    "|": 5,
    "&": 5,
    "==": 6,
    "!=": 6,
    "===": 6,
    "!==": 6,
    "<": 7,
    ">": 7,
    "<=": 7,
    ">=": 7,
    "<<": 8,
    ">>": 8,
    "+": 9,
    "-": 9,
    "*": 10,
    "/": 10,
    "%": 10,
}
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}


def parse(code: str) -> tuple[Statement, ...]:
    """The statements of a program.

    Raises:
        CompileError: It is none.
    """
    return _Parser(code).program()


class _Parser:
    def __init__(self, code: str) -> None:
        self._words = list(words(code))
        self._place = 0
        self._depth = 0

    def program(self) -> tuple[Statement, ...]:
        body: list[Statement] = []
        while self._word.kind != "end":
            body.extend(self._statements())
        return tuple(body)

    @property
    def _word(self) -> Word:
        return self._words[self._place]

    def _next(self) -> Word:
        word = self._word
        self._place += 1
        return word

    def _at(self, *signs: str) -> bool:
        return self._word.kind in ("sign", "name") and self._word.text in signs

    def _take(self, *signs: str) -> bool:
        if self._at(*signs):
            self._place += 1
            return True
        return False

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise self._word.fault(f"{sign!r} expected")

    def _name(self) -> str:
        if self._word.kind != "name":
            raise self._word.fault("a name expected")
        return self._next().text

    def _deeper(self, step: Callable[[], T]) -> T:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._word.fault("nested too deep")
        try:
            return step()
        finally:
            self._depth -= 1

    def _statements(self) -> list[Statement]:
        return [] if self._take(";") else [self._deeper(self._statement)]

    def _statement(self) -> Statement:
        if self._take("{"):
            return self._block()
        if self._take("var"):
            return self._closed(self._var())
        if self._take("if"):
            return self._if()
        if self._take("while"):
            return Loop(self._condition(), self._body())
        if self._take("for"):
            return self._for()
        if self._take("return"):
            value = None if self._at(";", "}") or self._word.kind == "end" else self._expression()
            return self._closed(Return(value))
        if self._take("delete"):
            return self._closed(Delete(self._expression()))
        return self._closed(self._expression())

    def _closed(self, statement: T) -> T:
        if not self._take(";") and not self._at("}") and self._word.kind != "end":
            raise self._word.fault("';' expected")
        return statement

    def _block(self) -> Block:
        body: list[Statement] = []
        while not self._take("}"):
            if self._word.kind == "end":
                raise self._word.fault("'}' expected")
            body.extend(self._statements())
        return Block(tuple(body))

    def _body(self) -> Statement:
        found = self._statements()
        return found[0] if found else Block(())

    def _condition(self) -> Expression:
        self._need("(")
        condition = self._expression()
        self._need(")")
        return condition

    def _var(self) -> Var:
        pairs: list[tuple[str, Expression | None]] = []
        while True:
            name = self._name()
            pairs.append((name, self._expression() if self._take("=") else None))
            if not self._take(","):
                return Var(tuple(pairs))

    def _if(self) -> If:
        condition, then = self._condition(), self._body()
        return If(condition, then, self._body() if self._take("else") else None)

    def _for(self) -> Block:
        self._need("(")
        first: Statement = self._var() if self._take("var") else self._part(";")
        self._need(";")
        condition = self._part(";")
        self._need(";")
        step = self._part(")")
        self._need(")")
        return Block((first, Loop(condition, self._body(), step)))

    def _part(self, end: str) -> Expression:
        return Constant(value=True) if self._at(end) else self._expression()

    def _expression(self, power: int = 0) -> Expression:
        return self._deeper(lambda: self._operators(power))

    def _operators(self, power: int) -> Expression:
        left = self._unary()
        while True:
            sign = self._word.text if self._word.kind == "sign" else ""
            if power <= 1 and sign in ("=", "+=", "-=", "*=", "/=", "%="):
                left = self._assignment(left, self._next())
            elif power <= 2 and sign == "?":
                left = self._choice(left)
            elif _POWERS.get(sign, 0) > power:
                self._next()
                left = Binary(sign, left, self._expression(_POWERS[sign]))
            else:
                return left

    def _assignment(self, target: Expression, word: Word) -> Assign:
        if not isinstance(target, Name | Member | Index):
            raise word.fault("this cannot be assigned to")
        value = self._expression(1)
        return Assign(target, value if word.text == "=" else Binary(word.text[0], target, value))

    def _choice(self, condition: Expression) -> Choose:
        self._need("?")
        then = self._expression(1)
        self._need(":")
        return Choose(condition, then, self._expression(1))

    def _unary(self) -> Expression:
        if self._at("-", "+", "!"):
            sign = self._next().text
            return Unary(sign, self._deeper(self._unary))
        if self._at("++", "--"):
            word = self._next()
            return self._counted(self._deeper(self._unary), word)
        return self._postfix(self._primary())

    def _counted(self, target: Expression, word: Word) -> Assign:
        if not isinstance(target, Name | Member | Index):
            raise word.fault("this cannot be counted")
        return Assign(target, Binary(word.text[0], target, Constant(1)))

    def _postfix(self, target: Expression) -> Expression:
        while True:
            if self._take("."):
                target = Member(target, self._name())
            elif self._take("@."):
                target = Projection(target, self._name())
            elif self._take("["):
                target = Index(target, self._expression())
                self._need("]")
            elif self._take("("):
                target = Invoke(target, self._list(")"))
            elif self._at("++", "--"):
                target = self._counted(target, self._next())
            else:
                return target

    def _primary(self) -> Expression:
        word = self._next()
        if word.kind == "number":
            return Constant(_number(word.text))
        if word.kind == "text":
            return Constant(word.text)
        if word.kind == "name":
            return Constant(_CONSTANTS[word.text]) if word.text in _CONSTANTS else Name(word.text)
        if word.text == "(":
            inner = self._expression()
            self._need(")")
            return inner
        if word.text == "[":
            return Array(self._list("]"))
        if word.text == "{":
            return self._object()
        raise word.fault(f"unexpected {word.text!r}" if word.text else "unexpected end")

    def _list(self, end: str) -> tuple[Expression, ...]:
        items: list[Expression] = []
        while not self._take(end):
            items.append(self._expression())
            if not self._take(",") and not self._at(end):
                raise self._word.fault(f"{end!r} expected")
        return tuple(items)

    def _object(self) -> Object:
        pairs: list[tuple[str, Expression]] = []
        while not self._take("}"):
            word = self._next()
            if word.kind not in ("name", "text", "number"):
                raise word.fault("a key expected")
            self._need(":")
            pairs.append((word.text, self._expression()))
            if not self._take(",") and not self._at("}"):
                raise self._word.fault("'}' expected")
        return Object(tuple(pairs))


def _number(text: str) -> int | float:
    if text[:2].lower() == "0x":
        return int(text, 16)
    return int(text) if text.isdigit() else float(text)
