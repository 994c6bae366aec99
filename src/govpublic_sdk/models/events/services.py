"""Events of services around a community: shop, forms, applications, payments, VK Donut."""

from __future__ import annotations

from pydantic import Field

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Real
from govpublic_sdk.models.events.event import Event

__all__ = [
    "AppPayload",
    "AppPayloadObject",
    "DonutMoneyWithdraw",
    "DonutMoneyWithdrawError",
    "DonutMoneyWithdrawErrorObject",
    "DonutMoneyWithdrawObject",
    "DonutPayment",
    "DonutPriceChange",
    "DonutSubscriber",
    "DonutSubscriptionCancelled",
    "DonutSubscriptionCreate",
    "DonutSubscriptionExpired",
    "DonutSubscriptionPriceChanged",
    "DonutSubscriptionProlonged",
    "Lead",
    "LeadAnswer",
    "LeadFormsNew",
    "MarketOrder",
    "MarketOrderEdit",
    "MarketOrderNew",
    "VkpayTransaction",
    "VkpayTransactionObject",
]


class LeadAnswer(Model, frozen=True):
    """A question of a form, and what the person answered: a text, or a list with `value`."""

    key: str | None = None
    question: str | None = None
    answer: Raw | None = None


class Lead(Model, frozen=True):
    """A filled form."""

    lead_id: Number
    group_id: Number | None = None
    user_id: Number | None = None
    form_id: Number | None = None
    form_name: str | None = None
    ad_id: Number | None = None
    date: Moment | None = None
    answers: list[LeadAnswer] | None = Field(default=None, repr=False)


class LeadFormsNew(Event, frozen=True):
    """A user filled in a form of the community."""

    object: Lead


class MarketOrder(Model, frozen=True):
    """An order, https://dev.vk.com/ru/reference/objects/market-order; what names the buyer is raw.

    Contacts and further details are among the unknown fields.
    """

    id: Number
    group_id: Number | None = None
    user_id: Number | None = None
    display_order_id: str | None = None
    date: Moment | None = None
    status: Number | None = None
    items_count: Number | None = None
    track_number: str | None = Field(default=None, repr=False)
    track_link: str | None = Field(default=None, repr=False)
    comment: str | None = Field(default=None, repr=False)
    address: str | None = Field(default=None, repr=False)
    merchant_comment: str | None = Field(default=None, repr=False)
    weight: Number | None = None
    total_price: Raw | None = None
    discount: Raw | None = None
    preview_order_items: list[Raw] | None = Field(default=None, repr=False)
    cancel_info: Raw | None = None
    comment_for_user: str | None = Field(default=None, repr=False)
    is_viewed_by_admin: Flag | None = None
    date_viewed: Moment | None = None
    can_add_review: Flag | None = None


class MarketOrderNew(Event, frozen=True):
    """A user ordered something."""

    object: MarketOrder


class MarketOrderEdit(Event, frozen=True):
    """An order was changed."""

    object: MarketOrder


class AppPayloadObject(Model, frozen=True):
    """What an application sent, and on whose action."""

    user_id: Number | None = None
    app_id: Number | None = None
    group_id: Number | None = None
    payload: Raw | None = None


class AppPayload(Event, frozen=True):
    """An application of the community sent something."""

    object: AppPayloadObject


class VkpayTransactionObject(Model, frozen=True):
    """A payment; `amount` is in thousandths of a rouble."""

    from_id: Number | None = None
    amount: Number | None = None
    description: str | None = Field(default=None, repr=False)
    date: Moment | None = None
    payload: Raw | None = None


class VkpayTransaction(Event, frozen=True):
    """A user paid through VK Pay."""

    object: VkpayTransactionObject


class DonutSubscriber(Model, frozen=True):
    """Whose subscription it was."""

    user_id: Number | None = None


class DonutPayment(Model, frozen=True):
    """Who paid how much, in roubles."""

    user_id: Number | None = None
    amount: Real | None = None
    amount_without_fee: Real | None = None


class DonutPriceChange(Model, frozen=True):
    """Whose subscription costs how much from now on, in roubles."""

    user_id: Number | None = None
    amount_old: Real | None = None
    amount_new: Real | None = None
    amount_diff: Real | None = None
    amount_diff_without_fee: Real | None = None


class DonutSubscriptionCreate(Event, frozen=True):
    """A user subscribed."""

    object: DonutPayment


class DonutSubscriptionProlonged(Event, frozen=True):
    """A subscription was prolonged."""

    object: DonutPayment


class DonutSubscriptionCancelled(Event, frozen=True):
    """A subscription was cancelled."""

    object: DonutSubscriber


class DonutSubscriptionExpired(Event, frozen=True):
    """A subscription ran out."""

    object: DonutSubscriber


class DonutSubscriptionPriceChanged(Event, frozen=True):
    """A subscription costs more or less."""

    object: DonutPriceChange


class DonutMoneyWithdrawObject(Model, frozen=True):
    """How much was taken out, in roubles."""

    amount: Real | None = None
    amount_without_fee: Real | None = None


class DonutMoneyWithdraw(Event, frozen=True):
    """The community took its money out."""

    object: DonutMoneyWithdrawObject


class DonutMoneyWithdrawErrorObject(Model, frozen=True):
    """Why it did not work."""

    reason: str | None = None


class DonutMoneyWithdrawError(Event, frozen=True):
    """Money could not be taken out."""

    object: DonutMoneyWithdrawErrorObject
