"""The text by which something is attached: `<kind><owner_id>_<id>[_<access_key>]`."""

from collections.abc import Mapping
from typing import cast

__all__ = ["reference"]


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
