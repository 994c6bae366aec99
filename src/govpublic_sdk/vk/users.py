"""Persons.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.decoders import As
from govpublic_sdk.models.users import User
from govpublic_sdk.vk._params import ask, check_list

__all__ = ["get"]


@check_arguments
def get(
    user_ids: Sequence[int | str] | None = None,
    *,
    fields: Sequence[str] | None = None,
    name_case: str | None = None,
    from_group_id: int | None = None,
) -> Call[list[User]]:
    """Read persons by id or short name, up to 1,000.

    https://dev.vk.com/method/users.get

    Args:
        user_ids: Persons. Up to 1000.
        fields: Further fields to give.
        name_case: The grammatical case of names.
        from_group_id: The community on whose behalf it is asked.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "users.get",
        As(list[User]),
        user_ids=check_list("user_ids", user_ids, most=1000),
        fields=check_list("fields", fields),
        name_case=name_case,
        from_group_id=from_group_id,
    )
