"""What all models share: one configuration, patience with drift, and a few leaf types.

A field is `None` when VK left it out, sent null, or sent something unfit; unfit values lie raw in
`model.unfit`. Unknown fields are kept in `model_extra`. Families of fields belong in their own
modules.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, ValidationError
from pydantic_core import CoreSchema, core_schema

from govpublic_sdk.models._repair import UNFIT, Misread, Reader, repaired

__all__ = ["Flag", "Model", "Moment", "Number", "Raw", "Word"]

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Model(BaseModel, frozen=True):
    """An answer, or a part of one: frozen, patient, complete."""

    model_config = ConfigDict(
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

    @property
    def unfit(self) -> Mapping[str, Any]:
        """Raw values that did not fit, by their path from here; no part of equality."""
        private = self.__pydantic_private__
        return _NOTHING if private is None else private.get(UNFIT, _NOTHING)

    def __eq__(self, other: object) -> bool:
        """Equal in kind, fields and unknown fields."""
        if not isinstance(other, Model) or type(self) is not type(other):
            return NotImplemented
        return vars(self) == vars(other) and self.model_extra == other.model_extra

    def __hash__(self) -> int:
        """By the fields; a model that holds a list has no hash."""
        return hash((type(self), *vars(self).values()))

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
            try:
                found: Self = repaired(cls.__pydantic_validator__, obj, error, 0)[0]
                return found
            except Misread:
                raise error from None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read the JSON text of what VK sent, as patiently as a client does."""
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            body = json_data.encode() if isinstance(json_data, str) else bytes(json_data)
            try:
                return Reader[Self](cls).read_json(body)[0]
            except Misread:
                raise error from None


class _Schema:
    """Replaces the schema of an annotation."""

    def __init__(self, schema: CoreSchema) -> None:
        self._schema = schema

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The schema that was given."""
        return self._schema


Word = _Schema(core_schema.str_schema())
"""Marks a `Literal[...] | str`: known words are completed by editors, new ones never break."""

Moment = Annotated[datetime, _Schema(core_schema.datetime_schema(tz_constraint="aware"))]
"""An aware moment in UTC, sent as Unix seconds."""

Flag = Annotated[bool, _Schema(core_schema.bool_schema())]
"""True or false, sent as such or as 1 and 0."""


class _CountSchema:
    """An int that refuses booleans, since `false` does not mean 0."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """An int by pydantic's lax rules, without booleans."""
        return core_schema.int_schema()


Number = Annotated[int, _CountSchema()]
"""A whole number, sent as such or as text."""

Raw = Any
"""JSON that no model describes, as VK sent it."""
