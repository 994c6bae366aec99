"""Runs a program: walks its nodes, pays for each, and lets out nothing but API calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from pydantic_core import from_json, to_json

from govpublic_sdk.sandbox.vkscript import nodes
from govpublic_sdk.sandbox.vkscript.budget import Budget, Limits
from govpublic_sdk.sandbox.vkscript.lexer import RunError
from govpublic_sdk.sandbox.vkscript.methods import function, method
from govpublic_sdk.sandbox.vkscript.parser import parse
from govpublic_sdk.sandbox.vkscript.values import (
    JsonValue,
    item,
    number_of,
    operate,
    plain,
    put,
    truth,
)

__all__ = ["run"]


class _Returned(Exception):
    def __init__(self, value: JsonValue) -> None:
        self.value = value


def run(
    code: str,
    call: Callable[[str, dict[str, JsonValue]], JsonValue],
    *,
    arguments: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> JsonValue:
    """Run a program and give what it returns, https://dev.vk.com/method/execute.

    Args:
        code: The program.
        call: Performs one API call: a method's name and its parameters; a refused call gives False.
            Arguments and results are copied, so a program cannot change data of the sandbox.
        arguments: What the program reads from `Args`.
        limits: What it may use.

    Raises:
        CompileError: The text is not a program.
        RunError: It fails, or uses too much.
    """
    budget = Budget(limits or Limits())
    machine = _Machine(call, dict[str, JsonValue](arguments or {}), budget)
    try:
        for statement in parse(code, budget.limits):
            machine.perform(statement)
    except _Returned as returned:
        return returned.value
    except RecursionError:
        raise RunError("Nested too deep") from None
    return None


class _Machine:
    def __init__(
        self,
        call: Callable[[str, dict[str, JsonValue]], JsonValue],
        arguments: dict[str, JsonValue],
        budget: Budget,
    ) -> None:
        self._call = call
        self._variables: dict[str, JsonValue] = {"Args": arguments}
        self._budget = budget

    def perform(self, statement: nodes.Statement) -> None:
        self._budget.step()
        match statement:
            case nodes.Var(pairs):
                for name, value in pairs:
                    self._variables[name] = None if value is None else self._value(value)
            case nodes.Block(body):
                for one in body:
                    self.perform(one)
            case nodes.If(condition, then, otherwise):
                chosen = then if truth(self._value(condition)) else otherwise
                if chosen is not None:
                    self.perform(chosen)
            case nodes.Loop(condition, body, step):
                self._loop(condition, body, step)
            case nodes.Return(value):
                found = None if value is None else self._value(value)
                raise _Returned(plain(found, self._budget))
            case nodes.Delete(target):
                self._delete(target)
            case _:
                self._value(statement)

    def _loop(
        self, condition: nodes.Expression, body: nodes.Statement, step: nodes.Expression | None
    ) -> None:
        while truth(self._value(condition)):
            self.perform(body)
            if step is not None:
                self._value(step)

    def _value(self, node: nodes.Expression) -> JsonValue:
        self._budget.step()
        match node:
            case nodes.Constant(value):
                return value
            case nodes.Name(name):
                return self._variables.get(name)
            case nodes.Array(items):
                return [self._value(one) for one in items]
            case nodes.Object(pairs):
                return {key: self._value(value) for key, value in pairs}
            case nodes.Member(target, name):
                return item(self._value(target), name, self._budget)
            case nodes.Index(target, index):
                return item(self._value(target), self._value(index), self._budget)
            case nodes.Projection(target, name):
                return self._projection(self._value(target), name)
            case nodes.Invoke(target, arguments):
                return self._invoke(target, arguments)
            case nodes.Unary(sign, operand):
                return self._unary(sign, self._value(operand))
            case nodes.Binary(sign, left, right):
                return self._binary(sign, left, right)
            case nodes.Choose(condition, then, otherwise):
                return self._value(then if truth(self._value(condition)) else otherwise)
            case nodes.Assign():
                return self._assign(node)

    def _unary(self, sign: str, value: JsonValue) -> JsonValue:
        if sign == "!":
            return not truth(value)
        return self._budget.number(-number_of(value) if sign == "-" else number_of(value))

    def _binary(self, sign: str, left: nodes.Expression, right: nodes.Expression) -> JsonValue:
        first = self._value(left)
        if sign in ("&&", "||"):
            return self._value(right) if truth(first) == (sign == "&&") else first
        return operate(sign, first, self._value(right), self._budget)

    def _assign(self, node: nodes.Assign) -> JsonValue:
        owner, key = self._place(node.target)
        before = None if node.sign == "=" else item(owner, key, self._budget)
        value = self._value(node.value)
        if node.sign != "=":
            value = operate(node.sign[:-1], before, value, self._budget)
        put(owner, key, value, self._budget)
        return number_of(before) if node.gives_old else value

    def _place(self, target: nodes.Place) -> tuple[JsonValue, JsonValue]:
        match target:
            case nodes.Name(name):
                return self._variables, name
            case nodes.Member(owner, name):
                return self._value(owner), name
            case nodes.Index(owner, index):
                return self._value(owner), self._value(index)

    def _delete(self, target: nodes.Place) -> None:
        owner, key = self._place(target)
        if isinstance(owner, dict) and isinstance(key, str):
            owner.pop(key, None)
        elif isinstance(owner, list | dict) and item(owner, key, self._budget) is not None:
            put(owner, key, None, self._budget)

    def _projection(self, value: JsonValue, name: str) -> JsonValue:
        if not isinstance(value, list):
            return None
        self._budget.look(items=len(value))
        return [item(one, name, self._budget) for one in value]

    def _invoke(
        self, target: nodes.Expression, arguments: tuple[nodes.Expression, ...]
    ) -> JsonValue:
        api = _api_method(target)
        if api is not None:
            return self._api(api, [self._value(argument) for argument in arguments])
        if isinstance(target, nodes.Name):
            return function(
                target.name, [self._value(argument) for argument in arguments], self._budget
            )
        if not isinstance(target, nodes.Member):
            raise RunError("This cannot be called")
        owner = self._value(target.target)
        return method(
            owner, target.name, [self._value(argument) for argument in arguments], self._budget
        )

    def _api(self, name: str, given: list[JsonValue]) -> JsonValue:
        self._budget.call()
        params = _copy(plain(given[0], self._budget)) if given else None
        return _copy(self._call(name, params if isinstance(params, dict) else {}))


def _copy(value: JsonValue) -> JsonValue:
    return cast("JsonValue", from_json(to_json(value)))  # the fastest way


def _api_method(target: nodes.Expression) -> str | None:
    """`API.wall.get` as `wall.get`."""
    parts: list[str] = []
    while isinstance(target, nodes.Member):
        parts.append(target.name)
        target = target.target
    known = isinstance(target, nodes.Name) and target.name == "API" and parts
    return ".".join(reversed(parts)) if known else None
