"""What a Long Poll server answers with; updates stay as they came."""

from pydantic import Field

from govpublic_sdk.models.base import Model, Number, Raw

__all__ = ["PollAnswer"]


class PollAnswer(Model, frozen=True):
    """News, or why there is none, https://dev.vk.com/api/bots-long-poll/getting-started.

    Attributes:
        ts: Where to go on, sent as text and sometimes as a number.
        updates: What happened, oldest first.
        failed: 1 history is lost, go on at `ts`; 2 a new key is needed; 3 a new key and `ts`.
        marked: Whether `updates` may contain marks of damaged bytes; VK does not send this.
    """

    ts: str | None = None
    updates: list[Raw] | None = Field(default=None, repr=False)
    failed: Number | None = None
    marked: bool = False
