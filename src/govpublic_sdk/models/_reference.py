"""The text by which something is attached: `<kind><owner_id>_<id>[_<access_key>]`."""

__all__ = ["reference"]


def reference(kind: str, body: object) -> str | None:
    """The text for a thing with an owner and an id; None for others."""
    owner, number = getattr(body, "owner_id", None), getattr(body, "id", None)
    if owner is None or number is None:
        return None
    key = getattr(body, "access_key", None)
    return f"{kind}{owner}_{number}" + (f"_{key}" if key else "")
