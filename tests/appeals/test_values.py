"""Appeals, replies and what is private, as values: what shows, what is refused at the door."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, TypeAdapter

from govpublic_sdk import GovPublic, appeals, errors
from govpublic_sdk.models import REVEALED, Appeal, AppealId, Applicant, Private

CANARY = "Житель 1, +7 900 000-00-00"
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


# What is private


def test_what_is_private_shows_to_nobody() -> None:
    private = Private(CANARY)

    assert CANARY not in f"{private} {private!r} {private!s} {private:>40}"
    assert private.reveal() == CANARY


def test_it_compares_and_hashes_by_what_it_holds() -> None:
    assert Private(CANARY) == Private(CANARY) == copy.deepcopy(Private(CANARY))
    assert Private(CANARY) != Private("another")
    assert Private(CANARY) != CANARY
    assert len({Private(CANARY), Private(CANARY)}) == 1


def test_a_dump_masks_it_unless_asked() -> None:
    person = Applicant.model_validate({"name": CANARY, "phone": None})

    assert person.model_dump(exclude_none=True) == {"name": "***"}
    assert person.model_dump(exclude_none=True, context=REVEALED) == {"name": CANARY}
    assert CANARY not in person.model_dump_json(context={"revealed": "yes"})
    assert CANARY not in repr(person)


def test_what_does_not_fit_is_kept_raw() -> None:
    person = Applicant.model_validate({"name": CANARY, "phone": {"home": 1}})

    assert person.phone is None
    assert person.unfit == {"phone": {"home": 1}}


@given(st.recursive(st.none() | st.booleans() | st.integers(-9, 9) | st.text(), st.lists))
def test_any_value_may_be_private(value: JsonValue) -> None:
    adapter: TypeAdapter[Private[JsonValue]] = TypeAdapter(Private[JsonValue])
    private = adapter.validate_python(value)

    assert private.reveal() == value
    assert adapter.dump_python(private, context=REVEALED) == value
    assert adapter.dump_python(private) == "***"


# Appeals


def whole() -> Appeal:
    return Appeal.model_validate(
        {
            "id": ["pos", "7"],
            "text": CANARY,
            "title": CANARY,
            "applicant": {"name": CANARY, "email": CANARY},
            "co_applicants": [{"phone": CANARY}],
            "place": {"address": CANARY, "street": CANARY, "region": "Самарская область"},
            "attachments": [{"name": CANARY, "url": CANARY}],
            "answers": [{"text": CANARY, "author": CANARY, "at": "2026-11-26T12:00:00Z"}],
            "events": [{"text": CANARY, "actor": CANARY}],
            "attributes": {"flat": CANARY},
            "responsible": {"executor": CANARY},
            "reason": CANARY,
            "raw": {"applicant": {"name": CANARY}},
            "novelty": CANARY,
        }
    )


def test_nothing_of_a_citizen_shows() -> None:
    assert CANARY not in repr(whole()) + str(whole())


def test_contacts_and_the_raw_form_are_dumped_only_if_asked() -> None:
    masked, revealed = whole().model_dump(), whole().model_dump(context=REVEALED)

    assert masked["raw"] is None
    assert masked["applicant"]["email"] == "***"
    assert revealed["raw"] == {"applicant": {"name": CANARY}}
    assert revealed["co_applicants"] == (
        {
            "phone": CANARY,
            **dict.fromkeys(
                ("surname", "name", "patronymic", "email", "post_address", "account", "by_post")
            ),
        },
    )


def test_an_appeal_survives_json_and_pickles() -> None:
    again = Appeal.model_validate_json(whole().model_dump_json(context=REVEALED))

    assert again == whole() == pickle.loads(pickle.dumps(whole()))
    assert hash(again) == hash(whole())
    assert again.raw == whole().raw
    assert again.novelty == CANARY  # type: ignore[attr-defined]


def test_only_the_id_is_needed_and_an_unknown_stage_is_open() -> None:
    bare = Appeal(id=AppealId("pos", "7"))

    assert (str(bare.id), bare.is_open, bare.outcome) == ("pos/7", True, "none")
    assert Appeal(id=bare.id, stage="на паузе").is_open
    assert not Appeal(id=bare.id, stage="answered").is_open


# Replies, windows, channels


def reply(**changes: Any) -> appeals.Reply:
    return appeals.Reply(**{"text": CANARY, "key": "k", **changes})


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"kind": "later"}, "kind"),
        ({"text": " \n"}, "text"),
        ({"key": ""}, "key"),
        ({"key": "k" * 201}, "key"),
        ({"key": "a\nb"}, "key"),
        ({"kind": "postpone"}, "until"),
    ],
)
def test_a_reply_that_no_channel_could_send_is_refused(
    changes: dict[str, Any], parameter: str
) -> None:
    with pytest.raises(errors.ParameterError) as refused:
        reply(**changes)
    assert refused.value.name == parameter
    assert CANARY not in str(refused.value)


def test_a_reply_shows_no_text() -> None:
    assert CANARY not in repr(reply(executor=CANARY, attributes={"a": CANARY}))


def test_a_window_holds_its_first_moment_and_not_its_last() -> None:
    window = appeals.Window(since=NOW, until=NOW + timedelta(hours=1))

    assert window.holds(NOW)
    assert window.holds(None)
    assert not window.holds(NOW + timedelta(hours=1))
    assert not window.holds(NOW - timedelta(microseconds=1))
    with pytest.raises(errors.ParameterError, match="after `since`"):
        appeals.Window(since=NOW, until=NOW)


def test_a_channel_has_a_name_that_lasts() -> None:
    assert repr(appeals.Channel("desk:1")) == "Channel('desk:1')"
    for name in ("", "Мой", "a b", "-a", "a" * 65):
        with pytest.raises(errors.ParameterError, match="name"):
            appeals.Channel(name)


def test_two_channels_of_one_name_are_refused() -> None:
    with pytest.raises(errors.ConfigurationError, match="duplicate name 'one'"):
        GovPublic("token", channels=[appeals.Channel("one"), appeals.Channel("one")])
