"""Base of all models: one configuration, drift, and leaf types.

A field is `None` when VK left it out, sent null, or sent something unfit; `model.unfit` keeps the
raw unfit values. Unknown fields are in `model_extra`, and so are `Raw` fields: pydantic spends
time on each declared field that was not sent, and none on these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, cast

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, JsonValue, ValidationError
from pydantic_core import CoreSchema, core_schema

from govpublic_sdk.models._drift import Misread, parse_body, read_marked, read_tree
from govpublic_sdk.models._tree import UNFIT, is_list, shape_of

__all__ = [
    "Flag",
    "Model",
    "Moment",
    "Number",
    "Raw",
    "Real",
    "Word",
    "reference",
]

if TYPE_CHECKING:
    Raw = JsonValue
else:
    Raw = Any
"""JSON that no model describes, as VK sent it; at run time nothing looks inside."""

_CODE = re.compile(r"[A-Za-z0-9_.:/+-]{1,64}")
_CODE_NAMES = """
type event_id v id ts raw_status regime service_code service_request_id update_id oktmo okato
region_id reg_number content_type
"""
_CODES = frozenset(_CODE_NAMES.split())
_NOTHING: Mapping[str, JsonValue] = MappingProxyType({})


class Model(BaseModel, frozen=True):
    """An answer, or a part of one: frozen, patient, complete."""

    shown_texts: ClassVar[frozenset[str]] = frozenset()  # fields whose texts a repr shows

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow",
        defer_build=True,
        coerce_numbers_to_str=True,
        val_temporal_unit="seconds",
        protected_namespaces=(),
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        hide_input_in_errors=True,
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Do not validate optional `Raw` fields, like unknown ones."""
        schema = handler(source)
        inner: Any = handler.resolve_ref_schema(schema)
        while inner["type"] != "model-fields":
            inner = inner["schema"]
        fields = inner["fields"].items()
        inner["fields"] = {name: field for name, field in fields if not _is_raw(field)}
        return schema

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """A `Raw` field, or an unknown one."""
            field = type(self).model_fields.get(name)
            if field is not None and field.default is None:
                return (self.model_extra or {}).get(name)
            return super().__getattr__(name)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, in which some fields may be others; see pydantic."""
        copied = super().model_copy(update=update, deep=deep)
        extra = copied.model_extra
        if extra is not None:
            raw = vars(copied).keys() - vars(self).keys()
            extra.update({name: vars(copied).pop(name) for name in raw})
        return copied

    @property
    def unfit(self) -> Mapping[str, JsonValue]:
        """Raw values that did not fit, by their path from here, such as `sizes.3.width`.

        They survive copies and pickles and do not affect equality. Of a list, places count
        as VK sent it.
        """
        private = self.__pydantic_private__
        return _NOTHING if private is None else MappingProxyType(private.get(UNFIT, {}))

    def __eq__(self, other: object) -> bool:
        """Equal in kind, fields and unknown fields."""
        if not isinstance(other, Model) or type(self) is not type(other):
            return NotImplemented
        return vars(self) == vars(other) and self.model_extra == other.model_extra

    def __hash__(self) -> int:
        """By the fields; a model that holds a list has no hash."""
        return hash((type(self), *vars(self).values()))

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Numbers, times, codes and words of the service; texts by their length only.

        Unknown fields show their shape: they may be personal, too.
        """
        fields = type(self).model_fields
        for name, value in vars(self).items():
            if value is not None and fields[name].repr:
                yield name, self._show_field(name, value, fields[name].annotation)
        for name, value in (self.model_extra or {}).items():
            yield name, _Shape(shape_of(value))

    def _show_field(self, name: str, value: Any, annotation: object) -> Any:
        if is_list(value) and any(isinstance(one, str) for one in value):
            return _Shape(f"{len(value)} texts")
        if type(value) is not str or name in self.shown_texts:
            return value
        is_code = name in _CODES or "Literal" in str(annotation)
        return value if is_code and _CODE.fullmatch(value) else _Shape(f"{len(value)} characters")

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Read what VK sent, as patiently as a client does.

        Args:
            obj: A dictionary as `json.loads` gives it.
            **options: See pydantic.

        Raises:
            ValidationError: It lacks its identity, or is something else altogether.
        """
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            return cls._repair(obj, error, options)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read the JSON text of what VK sent, as patiently as a client does.

        Args:
            json_data: The text.
            **options: See pydantic.

        Raises:
            ValidationError: It is not JSON, lacks its identity, or is of another type.
        """
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            try:
                found = parse_body(json_data)
            except Misread:
                raise error from None
            return cls._repair(found.tree, error, options, marked=found.marked)

    @classmethod
    def _repair(
        cls, tree: Any, error: ValidationError, options: Mapping[str, Any], *, marked: bool = False
    ) -> Self:
        validate = partial(cls.__pydantic_validator__.validate_python, **options)
        read = read_marked if marked else read_tree
        try:
            found: Self = read(validate, tree).value
        except Misread:
            raise error from None
        return found


def _is_raw(field: Any) -> bool:
    """Whether a field is a `Raw | None = None` that VK calls by the same name."""
    schema = field["schema"]
    if schema["type"] != "default" or "validation_alias" in field or "serialization" in schema:
        return False
    value = schema["schema"]
    optional = value["type"] == "nullable" and schema.get("default", ...) is None
    return optional and bool(value["schema"]["type"] == "any")


class _Shape(str):
    """A text that shows without quotes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{self}>"


class _Schema:
    """Replaces the schema of an annotation."""

    def __init__(self, schema: CoreSchema) -> None:
        self._schema = schema

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The schema that was given."""
        return self._schema


Word: _Schema = _Schema(core_schema.str_schema())
"""Marks a `Literal[...] | str`: known words are completed by editors, new ones never break."""

Moment = Annotated[datetime, _Schema(core_schema.datetime_schema(tz_constraint="aware"))]
"""An aware moment in UTC, sent as Unix seconds."""

Flag = Annotated[bool, _Schema(core_schema.bool_schema())]
"""True or false, sent as such or as 1 and 0."""


def _either(exact: CoreSchema, parsed: CoreSchema, fault: str) -> CoreSchema:
    """A number, or a text that holds one; never a boolean, since `false` does not mean 0.

    The first branch nearly always fits, so the others cost nothing; there is one fault for all.
    """
    whole = core_schema.chain_schema([core_schema.float_schema(strict=True), parsed])
    text = core_schema.chain_schema([core_schema.str_schema(strict=True), parsed])
    others = core_schema.union_schema([text, whole], mode="left_to_right")
    return core_schema.union_schema([exact, others], mode="left_to_right", custom_error_type=fault)


Number = Annotated[
    int,
    _Schema(_either(core_schema.int_schema(strict=True), core_schema.int_schema(), "int_type")),
]
"""A whole number, sent as such, as text or as `1.0`."""

Real = Annotated[
    float,
    _Schema(
        _either(
            core_schema.float_schema(strict=True, allow_inf_nan=False),
            core_schema.float_schema(allow_inf_nan=False),
            "float_type",
        )
    ),
]
"""A finite number, sent as such or as text."""


def reference(kind: str, body: object) -> str | None:
    """Return the text for a model, or raw JSON, with an owner and an id; None for others."""
    owner, number = _get(body, "owner_id"), _get(body, "id")
    if owner is None and kind == "wall":  # a post within a message names its wall `to_id`
        owner = _get(body, "to_id")
    if owner is None and kind == "page":  # wiki pages name their community instead
        group_id = _get(body, "group_id")
        owner = -group_id if isinstance(group_id, int) else None
    if owner is None or number is None:
        return None
    key = _get(body, "access_key")
    return f"{kind}{owner}_{number}" + (f"_{key}" if key else "")


def _get(body: object, name: str) -> object:
    if isinstance(body, Mapping):
        return cast("Mapping[str, object]", body).get(name)
    return getattr(body, name, None)
