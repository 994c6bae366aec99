"""What a public's page is made of: links, contacts, menu, cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure, Question
from govpublic_sdk._domain.lookup import by_id
from govpublic_sdk._domain.publics import get
from govpublic_sdk._domain.references import PublicLike, number_of
from govpublic_sdk._domain.steps import then
from govpublic_sdk._domain.writing import textual

if TYPE_CHECKING:
    from govpublic_sdk.models.common import Cover
    from govpublic_sdk.models.publics import (
        Menu,
        Public,
        PublicContact,
        PublicLink,
    )

__all__ = [
    "add_link",
    "contacts",
    "cover",
    "delete_link",
    "edit_link",
    "links",
    "menu",
    "move_link",
    "remove_contact",
    "set_contact",
]


def links(public: PublicLike) -> Call[list[PublicLink] | None]:
    """Read the block of links; None where VK does not tell.

    https://dev.vk.com/method/groups.getById

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return then(get(public, fields=["links"]), _links)


def _links(public: Public, call: Call[Any]) -> list[PublicLink] | None:
    return public.links


def add_link(public: PublicLike, url: str, *, text: str | None = None) -> Question[PublicLink]:
    """Add a link to the block of links.

    https://dev.vk.com/method/groups.addLink

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        url: The address that it leads to.
        text: What stands below it.

    Raises:
        ParameterError: The address is empty.
    """
    textual("url", url)
    return by_id(public, lambda number: vk.groups.add_link(number, url, text=text))


def edit_link(public: PublicLike, link: int | PublicLink, *, text: str) -> Question[bool]:
    """Change the text of a link.

    https://dev.vk.com/method/groups.editLink

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        link: The link, or its id.
        text: What shall stand below it.
    """
    link_id = number_of(link, "link")
    return by_id(public, lambda number: vk.groups.edit_link(number, link_id, text=text))


def delete_link(public: PublicLike, link: int | PublicLink) -> Question[bool]:
    """Delete a link.

    https://dev.vk.com/method/groups.deleteLink

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        link: The link, or its id.
    """
    link_id = number_of(link, "link")
    return by_id(public, lambda number: vk.groups.delete_link(number, link_id))


def move_link(
    public: PublicLike, link: int | PublicLink, *, after: int | PublicLink | None = None
) -> Question[bool]:
    """Move a link within the block.

    https://dev.vk.com/method/groups.reorderLink

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        link: The link, or its id.
        after: The link that it shall follow; None puts it first.
    """
    link_id = number_of(link, "link")
    before = 0 if after is None else number_of(after, "after")
    return by_id(public, lambda number: vk.groups.reorder_link(number, link_id, after=before))


def contacts(public: PublicLike) -> Call[list[PublicContact] | None]:
    """Read the block of contacts; None where VK does not tell.

    https://dev.vk.com/method/groups.getById

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return then(get(public, fields=["contacts"]), _contacts)


def _contacts(public: Public, call: Call[Any]) -> list[PublicContact] | None:
    return public.contacts


def set_contact(
    public: PublicLike,
    user_id: int,
    *,
    position: str | None = None,
    phone: str | None = None,
    email: str | None = None,
) -> Question[bool]:
    """Show a person among the contacts, or change what is shown; the person's role stays.

    VK takes the role of a manager away when a call does not name it, so it is read first.

    https://dev.vk.com/method/groups.editManager

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        user_id: The person.
        position: The person's office, as it shall be shown.
        phone: The phone number to show.
        email: The e-mail address to show.
    """
    person = number_of(user_id, "user_id")
    return by_id(
        public,
        lambda number: _edited_contact(
            number, person, shown=True, position=position, phone=phone, email=email
        ),
    )


def remove_contact(public: PublicLike, user_id: int) -> Question[bool]:
    """Show a person no longer among the contacts; the person's role stays.

    https://dev.vk.com/method/groups.editManager

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        user_id: The person.
    """
    person = number_of(user_id, "user_id")
    return by_id(public, lambda number: _edited_contact(number, person, shown=False))


def _edited_contact(
    public_id: int,
    user_id: int,
    *,
    shown: bool,
    position: str | None = None,
    phone: str | None = None,
    email: str | None = None,
) -> Procedure[bool]:
    managers = yield from vk.groups.get_managers(public_id)
    role = next((one.role for one in managers if one.id == user_id), None)
    return (
        yield from vk.groups.edit_manager(
            public_id,
            user_id,
            role=None if role == "creator" else role,  # the creator's role cannot be set or lost
            is_contact=shown,
            contact_position=position,
            contact_phone=phone,
            contact_email=email,
        )
    )


def menu(public: PublicLike) -> Call[Menu | None]:
    """Read the menu below the cover, such as its links to «Госуслуги. Решаем вместе».

    There is no call that writes it: VK has no public method for that, the menu is set on the
    page itself. None means that VK did not tell; a public without a menu looks the same.

    https://dev.vk.com/method/groups.getById

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return then(get(public, fields=["menu"]), _menu)


def _menu(public: Public, call: Call[Any]) -> Menu | None:
    return public.menu


def cover(public: PublicLike) -> Call[Cover | None]:
    """Read the cover; `client.media.cover` sets it.

    https://dev.vk.com/method/groups.getById

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return then(get(public, fields=["cover"]), _cover)


def _cover(public: Public, call: Call[Any]) -> Cover | None:
    return public.cover
