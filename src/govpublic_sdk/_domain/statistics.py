"""x."""

from __future__ import annotations

from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._decode import As


def get(public: int) -> Procedure[list[int]]:
    """Get."""
    return (yield from Call(method="stats.get", decode=As(list[int])))
