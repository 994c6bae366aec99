"""Checks of arguments, derived from the annotations of a function.

An annotation defines what a parameter accepts; its check is compiled at the first call. Functions
check ranges, addresses and the like themselves.
"""

from __future__ import annotations

import builtins
import os
import re
import types
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import wraps
from inspect import Parameter, iscoroutinefunction, signature, unwrap
from pathlib import Path, PurePath
from typing import (
    Annotated,
    Any,
    ForwardRef,
    Literal,
    ParamSpec,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from typing_extensions import TypeIs, is_protocol, is_typeddict

from govpublic_sdk._core.hidden import Arguments, safe_repr
from govpublic_sdk._texts import Text, any_of, describe, is_sendable, show_value
from govpublic_sdk.errors import ConfigurationError, ParameterError

__all__ = [
    "check_arguments",
    "check_fields",
    "is_whole_number",
]

P = ParamSpec("P")
T = TypeVar("T")
C = TypeVar("C", bound=type)

_PACKAGE = __name__.partition(".")[0]
_MAX_NUMBER = 2**63  # ids of services are 64-bit; no amount, bound or time is larger
# A word that may be meant as one of a closed set, so it can be shown; no text of a person.
_WORD = re.compile(r"[a-z_]{1,30}")
_SINGLE = (str, bytes, bytearray, memoryview, PurePath, Mapping)
_COUNTED = (list, tuple, AbstractSet, Mapping)
# Values that cannot replace a service, and neither can Python's built-in types.
_VALUES = (PurePath, Enum, date, time, timedelta, type)


# Py_TPFLAGS_HEAPTYPE: a class that Python code defines, also code without a module (`exec`).
_HEAP_TYPE = 1 << 9


def check_arguments(
    function: Callable[P, T],
    *,
    prefers_own: bool = False,
    reads_data: bool = False,
    hidden: frozenset[str] | None = None,
) -> Callable[P, T]:
    """Decorate a function: an argument of a wrong type raises `ParameterError` by its name.

    The function gets texts of persons and secrets with a masked `repr`, for tracebacks.

    Args:
        function: A function or a coroutine function.
        prefers_own: For a pure function: raise its own `ParameterError` for the same parameter
            instead, if it has one, since it names the accepted forms.
        reads_data: Whether texts may be data of others, which may hold half characters (lone
            surrogates), instead of something that is sent.
        hidden: The parameters to mask, if their names do not show it.
    """
    signature_of = _Signature(function, reads_data=reads_data)
    arguments = Arguments(function) if hidden is None else Arguments(function, hidden)

    @wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> T:
        args, kwargs = arguments.hide(args, kwargs)
        error = signature_of.error(args, kwargs)
        if error is None:
            return function(*args, **kwargs)
        if prefers_own:
            _raise_own(error, lambda: function(*args, **kwargs))
        args, kwargs = (), {}  # hides a secret in the place of another argument
        raise error

    @wraps(function)
    async def async_wrapper(*args: Any, **kwargs: Any) -> Any:
        args, kwargs = arguments.hide(args, kwargs)
        error = signature_of.error(args, kwargs)
        if error is None:
            return await cast("Callable[..., Awaitable[object]]", function)(*args, **kwargs)
        args, kwargs = (), {}  # as above
        raise error

    is_async = iscoroutinefunction(function)
    return cast("Callable[P, T]", async_wrapper) if is_async else wrapper


def check_fields(kind: C) -> C:
    """Decorate a dataclass whose construction is pure: its fields are checked.

    Those that its `repr` leaves out are masked.
    """
    made: Any = kind
    hidden = frozenset(field.name for field in fields(made) if not field.repr)
    made.__init__ = check_arguments(made.__init__, prefers_own=True, hidden=hidden)
    made.__repr__ = safe_repr(made.__repr__)
    return kind


def _raise_own(error: ParameterError, call: Callable[[], object]) -> None:
    """Raise the function's own error for the same parameter, if it has one."""
    own: ParameterError | None = None
    try:
        call()
    except ConfigurationError:
        raise
    except ParameterError as raised:
        own = raised
    except Exception:  # noqa: S110 - the function met the value that `error` refuses
        pass
    names = (error.name, error.name.partition("[")[0])
    if own is not None and own.name in names:
        raise own


class _Signature:
    """The checks of the parameters of a function, compiled when first used."""

    __slots__ = ("_checks", "_function", "_positional", "_reads_data", "_rest")

    def __init__(self, function: Callable[..., object], *, reads_data: bool) -> None:
        self._function = function
        self._reads_data = reads_data
        self._checks: dict[str, Check] | None = None
        self._positional: tuple[tuple[str, Check], ...] = ()
        self._rest: tuple[str, Check] | None = None

    def error(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> ParameterError | None:
        """The refusal of the first wrong argument."""
        checks = self._checks if self._checks is not None else self._compile()
        for (name, check), value in zip(self._positional, args, strict=False):
            if not check.accepts(value):
                return check.error(name, value)
        if kwargs:
            for name, value in kwargs.items():
                found = checks.get(name)
                if found is not None and not found.accepts(value):
                    return found.error(name, value)
        if self._rest is not None:
            name, check = self._rest
            for place, value in enumerate(args[len(self._positional) :]):
                if not check.accepts(value):
                    return check.error(f"{name}[{place}]", value)
        return None

    def _compile(self) -> dict[str, Check]:
        names = getattr(unwrap(self._function), "__globals__", {})
        scope = _Scope(names, reads_data=self._reads_data)
        checks: dict[str, Check] = {}
        positional: list[tuple[str, Check]] = []
        for name, parameter in signature(self._function).parameters.items():
            check = _compile(parameter.annotation, scope)
            if parameter.kind is Parameter.VAR_POSITIONAL:
                self._rest = name, check
            elif parameter.kind is not Parameter.VAR_KEYWORD:
                checks[name] = check
                if parameter.kind is not Parameter.KEYWORD_ONLY:
                    positional.append((name, check))
        self._positional = tuple(positional)
        self._checks = checks
        return checks


class Check:
    """What one parameter accepts; this one accepts everything.

    Attributes:
        words: What is accepted, in words.
    """

    words: Text = Text("any value")

    def accepts(self, value: object) -> bool:
        """Whether a value is accepted."""
        return True

    def is_close(self, value: object) -> bool:
        """Whether a value that is not accepted is of the right kind, but wrong inside."""
        return False

    def error(self, name: str, value: object) -> ParameterError:
        """The refusal of a value that is not accepted."""
        return ParameterError(name, describe(value), self.words)


class _Nothing(Check):
    words = Text("None")

    def accepts(self, value: object) -> bool:
        return value is None


class _Text(Check):
    words = Text("a text")

    def accepts(self, value: object) -> bool:
        return isinstance(value, str) and is_sendable(value)

    def is_close(self, value: object) -> bool:
        return isinstance(value, str)


class _AnyText(Check):
    words = Text("a text")

    def accepts(self, value: object) -> bool:
        return isinstance(value, str)


class _Flag(Check):
    words = Text("True or False")

    def accepts(self, value: object) -> bool:
        return value is True or value is False


class _Number(Check):
    def __init__(self, *kinds: type) -> None:
        self.words = Text("a whole number") if kinds == (int,) else Text("a number")
        self._kinds = kinds

    def accepts(self, value: object) -> bool:
        if not isinstance(value, self._kinds) or isinstance(value, bool):
            return False
        return -_MAX_NUMBER <= cast("float", value) <= _MAX_NUMBER


class _Moment(Check):
    words = Text("an aware datetime, for example in UTC")

    def accepts(self, value: object) -> bool:
        return isinstance(value, datetime) and value.tzinfo is not None


class _Day(Check):
    words = Text("a date without a time")

    def accepts(self, value: object) -> bool:
        return isinstance(value, date) and not isinstance(value, datetime)


class _Path(Check):
    words = Text("a path")

    def __init__(self, *, takes_text: bool = False) -> None:
        self._kinds = (str, os.PathLike) if takes_text else (os.PathLike,)

    def accepts(self, value: object) -> bool:
        if not isinstance(value, self._kinds):
            return False
        path = os.fspath(cast("str | os.PathLike[str]", value))
        return isinstance(cast("object", path), str) and "\0" not in path and is_sendable(path)

    def is_close(self, value: object) -> bool:
        return isinstance(value, PurePath)

    def error(self, name: str, value: object) -> ParameterError:
        if not self.is_close(value):
            return super().error(name, value)
        return ParameterError(name, Text("invalid characters in the path"), self.words)


class _Instance(Check):
    def __init__(self, kind: type, words: Text | None = None) -> None:
        self.words = words or Text("{type} object", type=kind.__name__)
        self._kind = kind

    def accepts(self, value: object) -> bool:
        return isinstance(value, self._kind)


class _Called(Check):
    words = Text("a function")

    def accepts(self, value: object) -> bool:
        return callable(value)


class _Service(Check):
    """A class with behaviour, which a test double may replace; found by name.

    An annotation may name a class that its module imports for type checkers only.

    Args:
        name: The name of the class.
        is_protocol: Whether any class may fulfil it, those of this package, too.
    """

    def __init__(self, name: str, *, is_protocol: bool = False) -> None:
        self.words = Text("{type} object", type=name)
        self._name, self._is_protocol = name, is_protocol

    def accepts(self, value: object) -> bool:
        kind = type(value)
        if any(base.__name__ == self._name for base in kind.__mro__):
            return True
        is_built_in = kind.__module__ == "builtins" and not kind.__flags__ & _HEAP_TYPE
        if is_built_in or isinstance(value, _VALUES):
            return False
        return self._is_protocol or not _is_ours(kind)


class _OneOf(Check):
    def __init__(self, values: tuple[object, ...]) -> None:
        self.words = any_of(values)
        self._values = [(type(value), value) for value in values]

    def accepts(self, value: object) -> bool:
        kind = str if isinstance(value, str) else type(value)
        return (kind, value) in self._values

    def error(self, name: str, value: object) -> ParameterError:
        is_word = isinstance(value, str) and _WORD.fullmatch(value)
        return ParameterError(name, show_value(value) if is_word else describe(value), self.words)


class _Either(Check):
    def __init__(self, checks: list[Check]) -> None:
        words = [check.words for check in checks if not isinstance(check, _Nothing)]
        self.words = any_of({str(word): word for word in words}.values())
        self._checks = checks

    def accepts(self, value: object) -> bool:
        for check in self._checks:  # noqa: SIM110 - half the time of `any`, in every call
            if check.accepts(value):
                return True
        return False

    def is_close(self, value: object) -> bool:
        return any(check.is_close(value) for check in self._checks)

    def error(self, name: str, value: object) -> ParameterError:
        closed = [check for check in self._checks if not isinstance(check, _Nothing)]
        best = closed[0] if len(closed) == 1 else None
        best = next((check for check in closed if check.is_close(value)), best)
        return super().error(name, value) if best is None else best.error(name, value)


class _Items(Check):
    """Several values; those of an iterator are left to the function, which takes them once."""

    def __init__(self, kind: type, item: Check, length: int | None = None) -> None:
        self.words = (
            Text("several values, each {item}", item=item.words)
            if length is None
            else Text("{count} values, each {item}", count=length, item=item.words)
        )
        self._kind, self._item, self._length = kind, item, length
        self._takes_lists = issubclass(list, kind)

    def accepts(self, value: object) -> bool:
        if not (self._takes_lists and type(value) is list) and not self.is_close(value):
            return False
        if not isinstance(value, _COUNTED):
            return True
        items = cast("Collection[object]", value)
        return self._length in (None, len(items)) and all(map(self._item.accepts, items))

    def is_close(self, value: object) -> bool:
        # A text, a path, a model and a mapping can be iterated, too, but not for what is meant.
        is_other = isinstance(value, _SINGLE) or hasattr(type(value), "model_fields")
        return isinstance(value, self._kind) and not is_other

    def error(self, name: str, value: object) -> ParameterError:
        refusal = super().error(name, value)
        if isinstance(value, str | PurePath):
            expected = Text("a list, for example [{name}]: {item}", name=name, item=self.words)
            return ParameterError(name, describe(value), expected)
        if isinstance(value, Mapping):
            expected = Text("a list of its keys or of its values: {item}", item=self.words)
            return ParameterError(name, describe(cast("object", value)), expected)
        if not issubclass(set, self._kind) and isinstance(value, AbstractSet):
            expected = Text("a list, which has an order: {item}", item=self.words)
            return ParameterError(name, describe(cast("object", value)), expected)
        if self.is_close(value) and isinstance(value, _COUNTED):
            for place, item in enumerate(cast("Collection[object]", value)):
                if not self._item.accepts(item):
                    return self._item.error(f"{name}[{place}]", item)
        return refusal


class _Pairs(Check):
    def __init__(self, key: Check, item: Check) -> None:
        self.words = Text("a mapping: {key} to {item}", key=key.words, item=item.words)
        self._key, self._item = key, item

    def accepts(self, value: object) -> bool:
        if not isinstance(value, Mapping):
            return False
        pairs = cast("Mapping[object, object]", value).items()
        return all(self._key.accepts(key) and self._item.accepts(item) for key, item in pairs)

    def is_close(self, value: object) -> bool:
        return isinstance(value, Mapping)

    def error(self, name: str, value: object) -> ParameterError:
        refusal = super().error(name, value)
        if isinstance(value, Mapping):
            for place, (key, item) in enumerate(cast("Mapping[object, object]", value).items()):
                if not self._key.accepts(key):
                    return self._key.error(f"{name}[{place}]", key)
                if not self._item.accepts(item):
                    return self._item.error(f"{name}[{place}]", item)
        return refusal


class _Unknown(type):
    """The class of classes that an annotation names and the module does not have at runtime."""

    def __getattr__(cls, name: str) -> _Unknown:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Unknown(name, (), {})

    def __getitem__(cls, item: object) -> _Unknown:
        return cls


# What an annotation may name though its module imports it for type checkers only.
_STANDARD: dict[str, Any] = {
    **vars(builtins),
    "Callable": Callable,
    "Iterable": Iterable,
    "Mapping": Mapping,
    "Sequence": Sequence,
    "date": date,
    "datetime": datetime,
    "timedelta": timedelta,
}


class _Scope(dict[str, Any]):
    """The names that an annotation of a module may use."""

    def __init__(self, names: Mapping[str, Any], *, reads_data: bool) -> None:
        super().__init__()
        self.text: Check = _AnyText() if reads_data else _Text()
        self._names = names

    def __missing__(self, name: str) -> Any:
        if name in self._names:
            found = self._names[name]
            return _evaluate(found, self) if isinstance(found, str) else found
        if name.startswith("__"):
            raise KeyError(name)
        return _STANDARD.get(name) or _Unknown(name, (), {})


def _evaluate(annotation: str, scope: _Scope) -> Any:
    """Resolve an annotation of this package with the names of its module."""
    holder = types.SimpleNamespace(__annotations__={"value": annotation})
    names = cast("dict[str, Any]", scope)
    return get_type_hints(holder, globalns={}, localns=names, include_extras=True)["value"]


_PLAIN: dict[object, Check] = {
    None: _Nothing(),
    type(None): _Nothing(),
    bool: _Flag(),
    int: _Number(int),
    float: _Number(int, float),
    datetime: _Moment(),
    date: _Day(),
    object: Check(),
    os.PathLike: _Path(),
    Path: _Path(),
}
_COLLECTIONS: dict[object, type] = {
    Iterable: Iterable,
    Collection: Collection,
    Sequence: Sequence,
    list: Sequence,
    tuple: Sequence,
    set: AbstractSet,
    frozenset: AbstractSet,
    AbstractSet: AbstractSet,
}


def _compile(annotation: Any, scope: _Scope) -> Check:
    """The check of an annotation; what it does not understand is accepted."""
    if isinstance(annotation, ForwardRef):
        annotation = annotation.__forward_arg__
    if isinstance(annotation, str):
        return _compile(_evaluate(annotation, scope), scope)
    if isinstance(annotation, TypeVar) and annotation.__bound__ is not None:
        return _compile(annotation.__bound__, scope)
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation is str:
        return scope.text
    if origin is None:
        return _compile_class(annotation)
    if origin is Union or origin is types.UnionType:
        return _compile_union(args, scope)
    if origin is Literal:
        return _OneOf(args)
    if origin is Annotated:
        return _compile(args[0], scope)
    if origin in _COLLECTIONS:
        return _compile_items(origin, args, scope)
    if origin is dict or origin is Mapping:
        return _Pairs(*(_compile(arg, scope) for arg in args))
    if origin is Callable:
        return _Called()
    return _PLAIN.get(origin) or _compile_class(origin)


def _compile_union(args: tuple[Any, ...], scope: _Scope) -> Check:
    checks = [_compile(arg, scope) for arg in args]
    if str in args and any(isinstance(check, _Path) for check in checks):
        checks = [check for check in checks if not isinstance(check, _Text | _Path)]
        checks.append(_Path(takes_text=True))
    return _Either(checks)


def _compile_items(origin: object, args: tuple[Any, ...], scope: _Scope) -> Check:
    kind = _COLLECTIONS[origin]
    if origin is tuple and args[1:] != (...,):
        items: Check = _Either([_compile(arg, scope) for arg in args])
        return _Items(kind, items, len(args))
    return _Items(kind, _compile(args[0], scope))


def _compile_class(kind: Any) -> Check:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if not isinstance(kind, type) or kind in (Any, Parameter.empty):
        return Check()
    if isinstance(kind, _Unknown):
        return _Service(kind.__name__)
    if is_protocol(kind):
        is_function = "__call__" in vars(kind)
        return _Called() if is_function else _Service(kind.__name__, is_protocol=True)
    if _is_ours(kind) and not _is_value(kind):
        return _Service(kind.__name__)
    if is_typeddict(kind):
        return _Instance(Mapping, Text("a mapping"))
    return _Instance(kind)


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith(_PACKAGE)


def _is_value(kind: type) -> bool:
    """Whether a class holds data, so that no other class can replace it."""
    is_record = hasattr(kind, "__dataclass_fields__") or hasattr(kind, "model_fields")
    return is_record or issubclass(kind, Enum | BaseException | tuple)


def is_whole_number(value: object) -> TypeIs[int]:
    """Whether a value is an integer; True and False are not."""
    return isinstance(value, int) and not isinstance(value, bool)
