"""Events of a community itself: members, bans, managers, settings, its picture."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Word
from govpublic_sdk.models.events.event import Event
from govpublic_sdk.models.photos import Photo

__all__ = [
    "GroupChangePhoto",
    "GroupChangePhotoObject",
    "GroupChangeSettings",
    "GroupChangeSettingsObject",
    "GroupJoin",
    "GroupJoinObject",
    "GroupLeave",
    "GroupLeaveObject",
    "GroupOfficersEdit",
    "GroupOfficersEditObject",
    "SettingChange",
    "UserBlock",
    "UserBlockObject",
    "UserUnblock",
    "UserUnblockObject",
]

JoinType = Annotated[Literal["join", "unsure", "accepted", "approved", "request"] | str, Word]


class GroupJoinObject(Model, frozen=True):
    """Who joined, and how; with `request` the person only asks."""

    user_id: Number | None = None
    join_type: JoinType | None = None


class GroupJoin(Event, frozen=True):
    """A user joined, or asks to."""

    object: GroupJoinObject


class GroupLeaveObject(Model, frozen=True):
    """Who left; `self` is false where a manager removed the person."""

    user_id: Number | None = None
    by_themselves: Flag | None = Field(default=None, alias="self")


class GroupLeave(Event, frozen=True):
    """A user left, or was removed."""

    object: GroupLeaveObject


class UserBlockObject(Model, frozen=True):
    """Who was banned by whom, until when and why; an `unblock_date` of 1970 means without end."""

    admin_id: Number | None = None
    user_id: Number | None = None
    unblock_date: Moment | None = None
    reason: Number | None = None
    comment: str | None = Field(default=None, repr=False)


class UserBlock(Event, frozen=True):
    """A user was banned."""

    object: UserBlockObject


class UserUnblockObject(Model, frozen=True):
    """Whose ban is over; `by_end_date` is true where its time ran out."""

    admin_id: Number | None = None
    user_id: Number | None = None
    by_end_date: Flag | None = None


class UserUnblock(Event, frozen=True):
    """A ban is over."""

    object: UserUnblockObject


class GroupOfficersEditObject(Model, frozen=True):
    """Whose role was changed by whom: 0 none, 1 moderator, 2 editor, 3 administrator."""

    admin_id: Number | None = None
    user_id: Number | None = None
    level_old: Number | None = None
    level_new: Number | None = None


class GroupOfficersEdit(Event, frozen=True):
    """The managers changed: a loss of the public may begin like this."""

    object: GroupOfficersEditObject


class SettingChange(Model, frozen=True):
    """What a setting was, and what it is."""

    old_value: Raw | None = None
    new_value: Raw | None = None


class GroupChangeSettingsObject(Model, frozen=True):
    """Who changed which settings, by VK's names, such as `screen_name`."""

    user_id: Number | None = None
    changes: dict[str, SettingChange] | None = None


class GroupChangeSettings(Event, frozen=True):
    """The settings changed."""

    object: GroupChangeSettingsObject


class GroupChangePhotoObject(Model, frozen=True):
    """Who set which picture."""

    user_id: Number | None = None
    photo: Photo | None = None


class GroupChangePhoto(Event, frozen=True):
    """The community has a new picture."""

    object: GroupChangePhotoObject
