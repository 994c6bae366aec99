"""Members of communities: roles, bans, membership."""

from pydantic import Field

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw
from govpublic_sdk.models.publics import Public
from govpublic_sdk.models.users import User

__all__ = ["BanDetails", "BannedItem", "Manager", "Membership"]


class BanDetails(Model, frozen=True):
    """Author, dates and reason of a ban; an `end_date` of 1970 means without end."""

    admin_id: Number | None = None
    comment: str | None = Field(default=None, repr=False)
    comment_visible: Flag | None = None
    is_closed: Flag | None = None
    date: Moment | None = None
    end_date: Moment | None = None
    reason: Number | None = None


class BannedItem(Model, frozen=True):
    """A person or a community that is banned."""

    type: str | None = None
    profile: User | None = None
    group: Public | None = None
    ban_info: BanDetails | None = None


class Manager(Model, frozen=True):
    """A manager of a community."""

    id: Number
    role: str | None = None
    permissions: list[str] | None = None
    is_call_operator: Flag | None = None


class Membership(Model, frozen=True):
    """Whether a person is a member, was invited or has asked."""

    user_id: Number | None = None
    member: Flag | None = None
    request: Flag | None = None
    invitation: Flag | None = None
    can_invite: Flag | None = None
    can_recall: Flag | None = None
    is_closed: Raw | None = None
