"""How codes read for people on the screen; files have words of their own."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from govpublic_sdk.official_pages import Wording

__all__ = ["FORCES"]

FORCES: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "demanded": Wording("обязательно", "demanded"),
        "rated": Wording("в рейтинге", "rated"),
        "advised": Wording("рекомендуется", "advised"),
    }
)
