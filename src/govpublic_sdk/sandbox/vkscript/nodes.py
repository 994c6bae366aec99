"""The parts of a program as frozen values; what they mean is the evaluator's business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "Array",
    "Assign",
    "Binary",
    "Block",
    "Choose",
    "Constant",
    "Delete",
    "Expression",
    "If",
    "Index",
    "Invoke",
    "Loop",
    "Member",
    "Name",
    "Object",
    "Place",
    "Projection",
    "Return",
    "Statement",
    "Unary",
    "Var",
]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text, true, false or null."""

    value: int | float | str | bool | None


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, or `API` and `Args`."""

    name: str


@dataclass(frozen=True, slots=True)
class Array:
    """`[a, b]`."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Object:
    """`{a: b}`."""

    pairs: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Member:
    """`a.b`."""

    target: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """`a[b]`."""

    target: Expression
    index: Expression


@dataclass(frozen=True, slots=True)
class Projection:
    """`a@.b`: the property of every item."""

    target: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Invoke:
    """`a(b)`."""

    target: Expression
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Unary:
    """`-a`, `+a`, `!a`."""

    sign: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """`a + b` and the like, also `&&` and `||`."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Choose:
    """`a ? b : c`."""

    condition: Expression
    then: Expression
    otherwise: Expression


Place: TypeAlias = Name | Member | Index


@dataclass(frozen=True, slots=True)
class Assign:
    """`a = b`, `a += b`; `a++` gives the old value, as a number."""

    target: Place
    sign: str
    value: Expression
    gives_old: bool = False


Expression: TypeAlias = (
    Constant
    | Name
    | Array
    | Object
    | Member
    | Index
    | Projection
    | Invoke
    | Unary
    | Binary
    | Choose
    | Assign
)


@dataclass(frozen=True, slots=True)
class Var:
    """`var a = 1, b;`."""

    pairs: tuple[tuple[str, Expression | None], ...]


@dataclass(frozen=True, slots=True)
class Delete:
    """`delete a.b;`."""

    target: Place


@dataclass(frozen=True, slots=True)
class Block:
    """`{ ... }`."""

    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class If:
    """`if (a) b else c`."""

    condition: Expression
    then: Statement
    otherwise: Statement | None


@dataclass(frozen=True, slots=True)
class Loop:
    """`while (a) b`, and `for`, whose step is run after each round."""

    condition: Expression
    body: Statement
    step: Expression | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """`return a;`."""

    value: Expression | None


Statement: TypeAlias = Var | Delete | Block | If | Loop | Return | Expression
