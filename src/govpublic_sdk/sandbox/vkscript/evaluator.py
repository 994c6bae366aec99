"""Runs a program: counts its steps and calls, and refuses before the work, not after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from govpublic_sdk.sandbox.vkscript.faults import RunError
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
from govpublic_sdk.sandbox.vkscript.parser import parse
from govpublic_sdk.sandbox.vkscript.values import (
    LARGEST_LIST,
    Value,
    added,
    calculated,
    compared,
    is_dict,
    is_list,
    method,
    number_of,
    same,
)

__all__ = ["Limits", "run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a program may use.

    Attributes:
        calls: API calls.
        steps: Operations; VK speaks of about a thousand, counted in its own way.
    """

    calls: int = 25
    steps: int = 20_000


class _Returned(Exception):
    def __init__(self, value: Value) -> None:
        self.value = value


def run(
    code: str,
    call: Callable[[str, dict[str, Any]], Value],
    *,
    arguments: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Value:
    """Run a program and give what it returns.

    Args:
        code: The program.
        call: Performs one API call: a method's name and its parameters; a refused call gives False.
        arguments: What the program reads from `Args`.
        limits: What it may use.

    Raises:
        CompileError: The text is no program.
        RunError: It fails, or uses too much.
    """
    machine = _Machine(call, dict(arguments or {}), limits or Limits())
    try:
        for statement in parse(code):
            machine.perform(statement)
    except _Returned as returned:
        return returned.value
    except RecursionError:
        raise RunError("nested too deep") from None
    return None


class _Machine:
    def __init__(
        self,
        call: Callable[[str, dict[str, Any]], Value],
        arguments: dict[str, str],
        limits: Limits,
    ) -> None:
        self._call = call
        self._variables: dict[str, Value] = {"Args": arguments}
        self._steps = limits.steps
        self._calls = limits.calls

    def perform(self, statement: Statement) -> None:
        self._step()
        match statement:
            case Var(pairs):
                for name, value in pairs:
                    self._variables[name] = None if value is None else self._value(value)
            case Block(body):
                for one in body:
                    self.perform(one)
            case If(condition, then, otherwise):
                chosen = then if self._value(condition) else otherwise
                if chosen is not None:
                    self.perform(chosen)
            case Loop(condition, body, step):
                self._loop(condition, body, step)
            case Return(value):
                raise _Returned(None if value is None else self._value(value))
            case Delete(target):
                self._delete(target)
            case _:
                self._value(statement)

    def _loop(self, condition: Expression, body: Statement, step: Expression | None) -> None:
        while self._value(condition):
            self.perform(body)
            if step is not None:
                self._value(step)

    def _step(self) -> None:
        self._steps -= 1
        if self._steps < 0:
            raise RunError("Too many operations")

    def _value(self, node: Expression) -> Value:
        self._step()
        match node:
            case Constant(value):
                return value
            case Name(name):
                return self._variables.get(name)
            case Array(items):
                return [self._value(item) for item in items]
            case Object(pairs):
                return {key: self._value(value) for key, value in pairs}
            case Member(target, name):
                return _member(self._value(target), name)
            case Index(target, index):
                return _item(self._value(target), self._value(index))
            case Projection(target, name):
                return self._projection(self._value(target), name)
            case Invoke(target, arguments):
                return self._invoke(target, arguments)
            case Unary(sign, operand):
                return _unary(sign, self._value(operand))
            case Binary(sign, left, right):
                return self._binary(sign, left, right)
            case Choose(condition, then, otherwise):
                return self._value(then if self._value(condition) else otherwise)
            case Assign(target, value):
                return self._assign(target, self._value(value))

    def _binary(self, sign: str, left: Expression, right: Expression) -> Value:
        first = self._value(left)
        if sign in ("&&", "||"):
            return self._value(right) if bool(first) == (sign == "&&") else first
        second = self._value(right)
        if sign == "+":
            return added(first, second)
        if sign in ("==", "===", "!=", "!=="):
            return same(first, second) == (sign[0] == "=")
        if sign[0] in "<>" and len(sign.strip("=")) == 1:
            return compared(sign, first, second)
        return calculated(sign, first, second)

    def _assign(self, target: Expression, value: Value) -> Value:
        match target:
            case Name(name) if name not in ("API", "Args"):
                self._variables[name] = value
            case Member(owner, name):
                _put(self._value(owner), name, value)
            case Index(owner, index):
                _put(self._value(owner), self._value(index), value)
            case _:
                raise RunError("this cannot be assigned to")
        return value

    def _delete(self, target: Expression) -> None:
        if isinstance(target, Member | Index):
            owner = self._value(target.target)
            key = target.name if isinstance(target, Member) else self._value(target.index)
            if is_dict(owner):
                owner.pop(str(key), None)

    def _projection(self, value: Value, name: str) -> Value:
        if not is_list(value):
            return None
        self._steps -= len(value)
        return [_member(item, name) for item in value]

    def _invoke(self, target: Expression, arguments: tuple[Expression, ...]) -> Value:
        api = _api_method(target)
        if api is not None:
            return self._api(api, [self._value(one) for one in arguments])
        if isinstance(target, Name):
            return self._function(target.name, [self._value(one) for one in arguments])
        if isinstance(target, Member):
            owner = self._value(target.target)
            given = [self._value(one) for one in arguments]
            self._steps -= len(owner) // 50 if (is_list(owner) or isinstance(owner, str)) else 0
            return method(owner, target.name, given)
        raise RunError("this cannot be called")

    def _api(self, name: str, arguments: list[Value]) -> Value:
        self._calls -= 1
        if self._calls < 0:
            raise RunError("Too many api calls")
        given: Value = arguments[0] if arguments else None
        return self._call(name, dict(given) if is_dict(given) else {})

    def _function(self, name: str, arguments: list[Value]) -> Value:
        if name in ("parseInt", "parseDouble") and arguments:
            number = number_of(arguments[0])
            return int(number) if name == "parseInt" else float(number)
        raise RunError(f"{name} is not a function")


def _api_method(target: Expression) -> str | None:
    """`API.wall.get` as `wall.get`."""
    parts: list[str] = []
    while isinstance(target, Member):
        parts.append(target.name)
        target = target.target
    known = isinstance(target, Name) and target.name == "API" and parts
    return ".".join(reversed(parts)) if known else None


def _member(value: Value, name: str) -> Value:
    if is_dict(value):
        return value.get(name)
    if name == "length" and (is_list(value) or isinstance(value, str)):
        return len(value)
    return None


def _item(value: Value, index: Value) -> Value:
    if is_dict(value):
        return value.get(str(index))
    if (
        (is_list(value) or isinstance(value, str))
        and isinstance(index, int)
        and 0 <= index < len(value)
    ):
        return value[index]
    return None


def _put(owner: Value, key: Value, value: Value) -> None:
    if is_dict(owner):
        owner[str(key)] = value
    elif is_list(owner) and isinstance(key, int) and 0 <= key < LARGEST_LIST:
        owner.extend([None] * (key + 1 - len(owner)))
        owner[key] = value
    else:
        raise RunError("this cannot be assigned to")


def _unary(sign: str, value: Value) -> Value:
    if sign == "!":
        return not value
    return -number_of(value) if sign == "-" else number_of(value)
