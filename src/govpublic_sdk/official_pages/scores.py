"""Formulas that are known, by their ids; how a formula counts is its own matter."""

from __future__ import annotations

from govpublic_sdk._texts import any_of, show_value
from govpublic_sdk._validation import check_arguments
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.judging.formula import Band, Formula, FormulaPart, Step, WeekScore
from govpublic_sdk.official_pages.judging.formula_table import AMUR_2025_06, FORMULAS

__all__ = [
    "AMUR_2025_06",
    "FORMULAS",
    "Band",
    "Formula",
    "FormulaPart",
    "Step",
    "WeekScore",
    "formula_of",
]


@check_arguments
def formula_of(formula_id: str) -> Formula:
    """A formula that comes with the package.

    Args:
        formula_id: Its name, such as `amur-2025-06`.

    Raises:
        ParameterError: There is none of that name.
    """
    for one in FORMULAS:
        if one.id == formula_id:
            return one
    raise ParameterError("formula_id", show_value(formula_id), any_of(one.id for one in FORMULAS))
