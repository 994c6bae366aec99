"""What checkers see of messages; never run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import assert_type

from govpublic_sdk import (
    AsyncGovPublic,
    Button,
    Call,
    GovPublic,
    Keyboard,
    MessageRef,
    MessageResult,
    Page,
    vk,
)
from govpublic_sdk.models import ConversationWithMessage, Message, MessageEvent, MessageNew


def blocking(client: GovPublic, new: MessageNew, press: MessageEvent) -> None:
    """Values."""
    keyboard = Keyboard([[Button.text("Да", payload={"a": 1}, color="positive")]])
    sent = client.messages.send(7, "a", keyboard=keyboard)
    assert_type(sent, MessageRef)
    assert_type(client.messages.answer(new, "a"), MessageRef)
    assert_type(client.messages.answer(press, "a"), MessageRef)
    assert_type(client.messages.show_snackbar(press, "a"), bool)
    assert_type(client.messages.send_many([7, sent], "a", key="k"), list[MessageResult])
    assert_type(client.messages.edit(sent, "a"), bool)
    assert_type(client.messages.conversations(), Iterator[ConversationWithMessage])
    assert_type(client.messages.history(sent), Iterator[Message])
    assert_type(client.messages.get(7), Page[Message])
    assert_type(vk.messages.send(1, peer_id=7), Call[int])


async def waiting(client: AsyncGovPublic, new: MessageNew) -> None:
    """The same, awaited."""
    assert_type(await client.messages.answer(new, "a"), MessageRef)
    assert_type(client.messages.history(new.object.message or 7), AsyncIterator[Message])
