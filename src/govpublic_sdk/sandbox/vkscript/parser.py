"""From words to a program: a parser by binding powers, with a bound on how deep things nest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from govpublic_sdk.sandbox.vkscript import nodes
from govpublic_sdk.sandbox.vkscript.budget import Limits
from govpublic_sdk.sandbox.vkscript.lexer import CompileError, Word, words

__all__ = ["parse"]

T = TypeVar("T")
_LEVELS = ("||", "&&", "|", "&", "== != === !==", "< > <= >=", "<< >>", "+ -", "* / %", "**")
_POWERS = {sign: power for power, signs in enumerate(_LEVELS, 3) for sign in signs.split()}
_ASSIGNMENTS = ("=", "+=", "-=", "*=", "/=", "%=")
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}

_RESERVED = frozenset(
    (
        *("API", "Args", "var", "if", "else", "while", "for", "return", "delete", "fork", "wait"),
        *("break", "case", "catch", "class", "const", "continue", "default", "do", "function"),
        *("in", "instanceof", "let", "new", "switch", "this", "throw", "try", "typeof", "void"),
    )
)


def parse(code: str, limits: Limits) -> tuple[nodes.Statement, ...]:
    """The statements of a program.

    Raises:
        CompileError: It is invalid, too long or nested too deep.
    """
    if len(code) > limits.text:
        raise CompileError("the program is too long", 1, 1)
    return _Parser(code, limits).program()


class _Parser:
    def __init__(self, code: str, limits: Limits) -> None:
        self._words = words(code)
        self._word = next(self._words)
        self._limits = limits
        self._depth = 0

    def program(self) -> tuple[nodes.Statement, ...]:
        body: list[nodes.Statement] = []
        while self._word.kind != "end":
            body.extend(self._statements())
        return tuple(body)

    def _next(self) -> Word:
        word = self._word
        if word.kind != "end":
            self._word = next(self._words)
        return word

    def _at(self, *signs: str) -> bool:
        return self._word.kind in ("sign", "name") and self._word.text in signs

    def _take(self, *signs: str) -> bool:
        found = self._at(*signs)
        if found:
            self._next()
        return found

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise self._word.fault(f"{sign!r} expected")

    def _name(self) -> str:
        if self._word.kind != "name":
            raise self._word.fault("a name expected")
        return self._next().text

    def _variable(self) -> str:
        if self._word.text in _RESERVED:
            raise self._word.fault(f"{self._word.text!r} is no variable")
        return self._name()

    def _deeper(self, step: Callable[[], T]) -> T:
        self._depth += 1
        if self._depth > self._limits.depth:
            raise self._word.fault("nested too deep")
        try:
            return step()
        finally:
            self._depth -= 1

    def _statements(self) -> list[nodes.Statement]:
        return [] if self._take(";") else [self._deeper(self._statement)]

    def _statement(self) -> nodes.Statement:
        if self._take("{"):
            return self._block()
        if self._take("var"):
            return self._close(self._var())
        if self._take("if"):
            return self._if()
        if self._take("while"):
            return nodes.Loop(self._condition(), self._body())
        if self._take("for"):
            return self._for()
        if self._take("return"):
            value = None if self._at(";", "}") or self._word.kind == "end" else self._expression()
            return self._close(nodes.Return(value))
        if self._take("delete"):
            word = self._word
            return self._close(nodes.Delete(_place(self._expression(), word)))
        return self._close(self._expression())

    def _close(self, statement: T) -> T:
        if not self._take(";") and not self._at("}") and self._word.kind != "end":
            raise self._word.fault("';' expected")
        return statement

    def _block(self) -> nodes.Block:
        body: list[nodes.Statement] = []
        while not self._take("}"):
            if self._word.kind == "end":
                raise self._word.fault("'}' expected")
            body.extend(self._statements())
        return nodes.Block(tuple(body))

    def _body(self) -> nodes.Statement:
        found = self._statements()
        return found[0] if found else nodes.Block(())

    def _condition(self) -> nodes.Expression:
        self._need("(")
        condition = self._expression()
        self._need(")")
        return condition

    def _var(self) -> nodes.Var:
        pairs: list[tuple[str, nodes.Expression | None]] = []
        while True:
            pairs.append((self._variable(), self._expression() if self._take("=") else None))
            if not self._take(","):
                return nodes.Var(tuple(pairs))

    def _if(self) -> nodes.If:
        condition, then = self._condition(), self._body()
        return nodes.If(condition, then, self._body() if self._take("else") else None)

    def _for(self) -> nodes.Block:
        self._need("(")
        first: nodes.Statement = self._var() if self._take("var") else self._part(";")
        self._need(";")
        condition = self._part(";")
        self._need(";")
        step = self._part(")")
        self._need(")")
        return nodes.Block((first, nodes.Loop(condition, self._body(), step)))

    def _part(self, end: str) -> nodes.Expression:
        return nodes.Constant(value=True) if self._at(end) else self._expression()

    def _expression(self, power: int = 0) -> nodes.Expression:
        return self._deeper(lambda: self._operators(power))

    def _operators(self, power: int) -> nodes.Expression:
        left = self._unary()
        while True:
            sign = self._word.text if self._word.kind == "sign" else ""
            if power <= 1 and sign in _ASSIGNMENTS:
                left = self._assignment(left, self._next())
            elif power <= 2 and sign == "?":
                left = self._choice(left)
            elif _POWERS.get(sign, 0) > power:
                self._next()
                # `**` alone goes from right to left
                left = nodes.Binary(sign, left, self._expression(_POWERS[sign] - (sign == "**")))
            else:
                return left

    def _assignment(self, target: nodes.Expression, word: Word) -> nodes.Assign:
        return nodes.Assign(_place(target, word), word.text, self._expression(1))

    def _choice(self, condition: nodes.Expression) -> nodes.Choose:
        self._need("?")
        then = self._expression(1)
        self._need(":")
        return nodes.Choose(condition, then, self._expression(1))

    def _unary(self) -> nodes.Expression:
        if self._at("-", "+", "!"):
            sign = self._next().text
            return nodes.Unary(sign, self._deeper(self._unary))
        if self._at("++", "--"):
            word = self._next()
            return _increment(self._deeper(self._unary), word, gives_old=False)
        return self._postfix(self._primary())

    def _postfix(self, target: nodes.Expression) -> nodes.Expression:
        while True:
            if self._take("."):
                target = nodes.Member(target, self._name())
            elif self._take("@."):
                target = nodes.Projection(target, self._name())
            elif self._take("["):
                target = nodes.Index(target, self._expression())
                self._need("]")
            elif self._take("("):
                target = nodes.Invoke(target, self._list(")"))
            elif self._at("++", "--"):
                target = _increment(target, self._next(), gives_old=True)
            else:
                return target

    def _primary(self) -> nodes.Expression:
        word = self._next()
        if word.kind == "number":
            return nodes.Constant(self._number(word))
        if word.kind == "text":
            return nodes.Constant(word.text)
        if word.kind == "name":
            return _constant_or_name(word)
        if word.text == "(":
            inner = self._expression()
            self._need(")")
            return inner
        if word.text == "[":
            return nodes.Array(self._list("]"))
        if word.text == "{":
            return self._object()
        raise word.fault(f"unexpected {word.text!r}" if word.text else "unexpected end")

    def _list(self, end: str) -> tuple[nodes.Expression, ...]:
        items: list[nodes.Expression] = []
        while not self._take(end):
            items.append(self._expression())
            if not self._take(",") and not self._at(end):
                raise self._word.fault(f"{end!r} expected")
        return tuple(items)

    def _object(self) -> nodes.Object:
        pairs: list[tuple[str, nodes.Expression]] = []
        while not self._take("}"):
            word = self._next()
            if word.kind not in ("name", "text", "number"):
                raise word.fault("a key expected")
            self._need(":")
            pairs.append((word.text, self._expression()))
            if not self._take(",") and not self._at("}"):
                raise self._word.fault("'}' expected")
        return nodes.Object(tuple(pairs))

    def _number(self, word: Word) -> int | float:
        number = _read(word.text)
        if number >= self._limits.number:
            raise word.fault("the number is too large")
        return number


def _read(text: str) -> int | float:
    if text[:2] in ("0x", "0X"):
        return int(text, 16)
    number = float(text)  # also of digits without end, which `int` refuses
    return int(text) if text.isdigit() and number < 1e100 else number


def _constant_or_name(word: Word) -> nodes.Expression:
    if word.text in _CONSTANTS:
        return nodes.Constant(_CONSTANTS[word.text])
    if word.text in _RESERVED and word.text not in ("API", "Args"):
        raise word.fault(f"unexpected {word.text!r}")
    return nodes.Name(word.text)


def _place(target: nodes.Expression, word: Word) -> nodes.Place:
    fixed = target in (nodes.Name("API"), nodes.Name("Args"))
    if fixed or not isinstance(target, nodes.Name | nodes.Member | nodes.Index):
        raise word.fault("no place to put a value")
    return target


def _increment(target: nodes.Expression, word: Word, *, gives_old: bool) -> nodes.Assign:
    one = nodes.Constant(-1 if word.text == "++" else 1)  # `- -1`, since `+` would join texts
    return nodes.Assign(_place(target, word), "-=", one, gives_old)
