"""Events against the official schema: every type has a class, no field is missing or otherwise.

The schema's gaps and mistakes are named, each with its evidence, and fail once they are mended.
"""

from __future__ import annotations

from typing import Any

import pytest

from govpublic_sdk import events
from govpublic_sdk.models.events.kinds import event_class
from schema_pairs import ROOT, file, fits, inmost, properties
from shared import needs_shared

pytestmark = needs_shared

HOME = ROOT / "callback" / "objects.json"
DOCUMENTED = "https://dev.vk.com/ru/api/community-events/json-schema"

# Types that the enum lacks, though VK sends them.
MISSING_TYPES = {
    "app_payload",
    "donut_money_withdraw",
    "donut_money_withdraw_error",
    "donut_subscription_cancelled",
    "donut_subscription_create",
    "donut_subscription_expired",
    "donut_subscription_price_changed",
    "donut_subscription_prolonged",
    "like_add",
    "like_remove",
    "message_event",
    "vkpay_transaction",
}

# Names under which the schema describes the object of an event, where it is not the event's own.
DESCRIBED = {
    "like_add": "callback_like_add_remove",
    "like_remove": "callback_like_add_remove",
    "photo_comment_new": "callback_photo_comment",
    "photo_comment_edit": "callback_photo_comment",
    "photo_comment_restore": "callback_photo_comment",
    "video_comment_new": "callback_video_comment",
    "video_comment_edit": "callback_video_comment",
    "video_comment_restore": "callback_video_comment",
    "market_comment_new": "callback_market_comment",
    "market_comment_edit": "callback_market_comment",
    "market_comment_restore": "callback_market_comment",
    "wall_reply_delete": "callback_wall_comment_delete",
    "message_reply": "callback_message",
    "message_edit": "callback_message",
    "messages_edit": "callback_message",
}

# Types whose object the schema does not describe, and who does.
UNDESCRIBED = {
    "lead_forms_new": "LeadFormsNewObject in events/objects.go of SevereCloud/vksdk",
    "market_order_new": DOCUMENTED,
    "market_order_edit": DOCUMENTED,
    "wall_schedule_post_new": DOCUMENTED,
    "wall_schedule_post_delete": DOCUMENTED,
}

GONE = "gone from answers: https://github.com/vkbottle/vkbottle/issues/1210"
DEPARTURES = {
    "video_new": "a video comes, the schema says audio: TestData of vknet/vk",
    "wall_post_new.inner_type": GONE,
    "wall_repost.inner_type": GONE,
    "donut_subscription_create.amount": "parts of roubles: commit f2c22d5 of SevereCloud/vksdk",
    "donut_subscription_prolonged.amount": "as above",
    "donut_subscription_price_changed.amount_old": "as above",
    "donut_subscription_price_changed.amount_new": "as above",
}


def definitions() -> dict[str, Any]:
    return file(HOME)["definitions"]


def declared(kind: str) -> dict[str, Any]:
    shape = definitions()[DESCRIBED.get(kind, f"callback_{kind}")]
    return dict(properties(shape, HOME))


def object_fields(kind: str) -> dict[str, set[Any]]:
    (model,) = inmost(event_class(kind).model_fields["object"].annotation)
    model.model_rebuild()
    return {f.alias or n: set(inmost(f.annotation)) for n, f in model.model_fields.items()}


def test_every_type_has_a_class() -> None:
    known = set(definitions()["callback_type"]["enum"]) - {"confirmation"}

    assert events.EVENT_TYPES - known == MISSING_TYPES
    assert known <= events.EVENT_TYPES


def test_every_described_object_is_the_object_of_an_event() -> None:
    used = {DESCRIBED.get(kind, f"callback_{kind}") for kind in events.EVENT_TYPES - {*UNDESCRIBED}}

    assert used <= set(definitions())
    assert not {f"callback_{kind}" for kind in UNDESCRIBED} & set(definitions())


@pytest.mark.parametrize("kind", sorted(events.EVENT_TYPES - {*UNDESCRIBED, "video_new"}))
def test_no_field_is_missing_or_of_another_kind(kind: str) -> None:
    known, found = declared(kind), object_fields(kind)

    missing = {f"{kind}.{name}" for name in known.keys() - found.keys()}
    other = {
        f"{kind}.{name}"
        for name in known.keys() & found.keys()
        if not all(fits(one, known[name]) for one in found[name])
    }

    assert missing | other == {name for name in DEPARTURES if name.startswith(f"{kind}.")}


def test_the_departure_of_videos_is_still_needed() -> None:
    assert "artist" in declared("video_new")
    assert "artist" not in object_fields("video_new")
