"""What all models promise: frozen, patient, complete, discreet, and cheap to import."""

from __future__ import annotations

import copy
import gc
import json
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from typing_extensions import TypedDict

from govpublic_sdk import Drift, models
from govpublic_sdk.models import (
    Attachment,
    Career,
    Comment,
    Geo,
    Model,
    Photo,
    Poll,
    Post,
    Public,
    User,
)
from govpublic_sdk.models._drift import Misread, Reader, read_tree
from govpublic_sdk.models.base import Flag, Moment, Number, Real
from govpublic_sdk.models.envelope import Envelope, ErrorObject, Items

NAMED = [getattr(models, name) for name in models.__all__]
CLASSES = [one for one in NAMED if isinstance(one, type) and issubclass(one, BaseModel)]
OF_VK = [one for one in CLASSES if not one.__module__.endswith((".pos", ".open311"))]


class Leaves(Model, frozen=True):
    moment: Moment | None = None
    flag: Flag | None = None
    number: Number | None = None
    real: Real | None = None
    text: str | None = None


class TestLeaves:
    @pytest.mark.parametrize(
        ("field", "sent", "read"),
        [
            ("number", "12", 12),
            ("number", 180.0, 180),
            ("number", 9_072_036_854_775_807_123, 9_072_036_854_775_807_123),
            ("number", -1, -1),
            ("real", "55.75", 55.75),
            ("real", 1, 1.0),
            ("flag", 1, True),
            ("flag", 0, False),
            ("flag", "1", True),
            ("flag", False, False),
            ("text", 17, "17"),
            ("text", "", ""),
            ("moment", 0, datetime(1970, 1, 1, tzinfo=UTC)),
            ("moment", "1378598400", datetime(2013, 9, 8, tzinfo=UTC)),
            ("moment", 32_503_680_000, datetime(3000, 1, 1, tzinfo=UTC)),
        ],
    )
    def test_what_fits_is_read(self, field: str, sent: object, read: object) -> None:
        for found in both({field: sent}):
            assert getattr(found, field) == read
            assert type(getattr(found, field)) is type(read)
            assert not found.unfit

    @pytest.mark.parametrize(
        ("field", "sent"),
        [
            *(("number", odd) for odd in (True, False, 1.5, "", "a", "1 000", [], {})),
            *(("real", odd) for odd in (True, False, "", "a", [], {})),
            *(("flag", odd) for odd in (2, -1, 0.5, "", "a", [], {})),
            *(("text", odd) for odd in (True, False, [], {})),
            *(("moment", odd) for odd in (True, "2025-01-01", "2025-01-01T10:00:00", "", [], {})),
            ("moment", 10**18),
        ],
    )
    def test_what_does_not_fit_is_none_and_lies_raw(self, field: str, sent: object) -> None:
        for found in both({field: sent}):
            assert getattr(found, field) is None
            assert found.unfit == {field: sent}

    @pytest.mark.parametrize("sent", ["NaN", "Infinity", "1e400"])
    def test_numbers_that_are_none_are_no_whole_numbers(self, sent: str) -> None:
        found = Leaves.model_validate_json(f'{{"number": {sent}, "moment": {sent}, "real": 1}}')

        assert (found.number, found.moment, found.real) == (None, None, 1.0)
        assert set(found.unfit) == {"number", "moment"}

    def test_null_and_absent_are_no_drift(self) -> None:
        assert not Leaves.model_validate({"number": None}).unfit

    def test_moments_are_utc(self) -> None:
        [found, _] = both({"moment": 1_700_000_000})

        assert found.moment is not None
        assert found.moment.utcoffset() == timedelta(0)


def both(tree: dict[str, object]) -> list[Leaves]:
    """Read through both doors."""
    return [Leaves.model_validate(tree), Leaves.model_validate_json(json.dumps(tree))]


class TestModels:
    @pytest.mark.parametrize("kind", CLASSES)
    def test_all_are_frozen_models_that_keep_unknown_fields(self, kind: type[BaseModel]) -> None:
        assert issubclass(kind, Model)
        assert kind.model_config.get("frozen")
        assert kind.model_config.get("extra") == "allow"

    @pytest.mark.parametrize("kind", CLASSES)
    def test_no_field_hides_what_a_model_can_do(self, kind: type[BaseModel]) -> None:
        assert not {name for name in kind.model_fields if hasattr(Model, name)}

    @pytest.mark.parametrize("kind", OF_VK)
    def test_names_are_those_of_vk(self, kind: type[BaseModel]) -> None:
        renamed = {n: f.alias for n, f in kind.model_fields.items() if f.alias not in (None, n)}

        assert set(renamed.values()) <= {"from", "class", "list", "self"}

    def test_only_identity_is_required(self) -> None:
        required = {
            f"{kind.__name__}.{name}"
            for kind in CLASSES
            for name, field in kind.model_fields.items()
            if field.is_required() and not (name == "id" or name.endswith("_id"))
            if not issubclass(kind, models.Event)  # told apart by their types
        }

        assert required == {
            "Attachment.type",
            "Conversation.peer",
            "Deadline.kind",
            "MessageAttachment.type",
            "MessageNewObject.message",
            "PosPage.content",
            "ResolvedName.type",
            "ServiceAttribute.code",
            "ServiceType.service_code",
            "ServiceValue.key",
            "UploadServer.upload_url",
        }

    def test_a_field_cannot_be_set(self) -> None:
        post = Post(id=1)

        with pytest.raises(ValidationError, match="frozen"):
            post.text = "other"  # type: ignore[misc]

    def test_an_unknown_field_is_kept(self) -> None:
        post = Post.model_validate({"id": 1, "novelty": {"a": [1]}})

        assert post.model_extra == {"novelty": {"a": [1]}}
        assert post.model_dump(exclude_none=True) == {"id": 1, "novelty": {"a": [1]}}
        assert not post.unfit

    def test_a_raw_field_is_read_as_it_came(self) -> None:
        post = Post.model_validate({"id": 1, "header": {"a": [1]}})

        assert post.header == {"a": [1]}
        assert post == Post(id=1, header={"a": [1]})
        assert post.model_dump(exclude_none=True) == {"id": 1, "header": {"a": [1]}}
        assert "header" in repr(post)

    def test_a_raw_field_that_was_not_sent_is_none(self) -> None:
        assert Post(id=1).header is None
        with pytest.raises(AttributeError, match="headache"):
            Post(id=1).headache  # type: ignore[attr-defined]  # noqa: B018

    def test_a_copy_may_have_another_raw_field(self) -> None:
        changed = Post(id=1, text="a").model_copy(update={"header": {"a": 1}, "text": "b"})

        assert changed == Post(id=1, text="b", header={"a": 1})
        assert changed.model_dump(exclude_none=True) == {"id": 1, "text": "b", "header": {"a": 1}}

    def test_a_new_word_is_kept(self) -> None:
        assert Post.model_validate({"id": 1, "post_type": "hologram"}).post_type == "hologram"

    def test_reserved_words_have_an_underscore_and_their_own_name_on_the_wire(self) -> None:
        career = Career.model_validate({"from": 1999, "until": "soon"})

        assert career.from_ == Career(from_=1999).from_ == 1999
        assert career.unfit == {"until": "soon"}
        assert career.model_dump(exclude_none=True) == {"from": 1999}

    def test_a_misfit_below_an_aliased_field_hangs_on_the_nearest_model(self) -> None:
        sent = {"id": 1, "comments": {"count": 1, "list": [{"id": 7, "likes": 5}]}}
        post = Post.model_validate(sent)

        assert post.comments is not None
        assert post.comments.comments is not None
        assert post.comments.comments[0].unfit == {"likes": 5}

    def test_a_model_without_identity_is_refused_without_its_content(self) -> None:
        for read in (Post.model_validate, lambda tree: Post.model_validate_json(json.dumps(tree))):
            with pytest.raises(ValidationError) as caught:
                read({"text": "private words"})
            assert "private" not in str(caught.value)

    @pytest.mark.parametrize("sent", [None, [], "text", 5])
    def test_something_else_altogether_is_refused(self, sent: object) -> None:
        with pytest.raises(ValidationError):
            Post.model_validate(sent)

    def test_pydantics_options_hold_in_the_repair_too(self) -> None:
        sent = {"id": 1, "from_id": "5", "likes": []}

        assert set(Post.model_validate(sent, strict=True).unfit) == {"from_id", "likes"}
        assert set(Post.model_validate(sent).unfit) == {"likes"}

    def test_users_may_add_fields(self) -> None:
        class MyPost(Post, frozen=True):
            score: int | None = None

        found = MyPost.model_validate({"id": 1, "score": "high", "likes": {"count": 3}})

        assert (found.score, found.unfit) == (None, {"score": "high"})
        assert found.likes is not None
        assert found.likes.count == 3


class TestUnfit:
    SENT: ClassVar[dict[str, Any]] = {"id": 1, "sizes": [{"type": "x", "width": {}}], "text": ["a"]}

    def test_it_is_no_part_of_equality_and_hash(self) -> None:
        drifted, plain = Post.model_validate({"id": 1, "likes": []}), Post(id=1)

        assert drifted == plain
        assert hash(drifted) == hash(plain)
        assert drifted != Post(id=2)
        assert drifted != Photo(id=1)
        assert Post.model_validate({"id": 1, "new": 1}) != plain

    @pytest.mark.parametrize(
        "again",
        [
            copy.copy,
            copy.deepcopy,
            lambda model: model.model_copy(),
            lambda model: pickle.loads(pickle.dumps(model)),
        ],
    )
    def test_copies_and_pickles_carry_it(self, again: Any) -> None:
        photo = Photo.model_validate(self.SENT)
        twin = again(photo)

        assert twin == photo
        assert twin.unfit == {"text": ["a"]}
        assert twin.sizes[0].unfit == {"width": {}}

    def test_it_is_not_dumped(self) -> None:
        assert Photo.model_validate(self.SENT).model_dump(exclude_none=True) == {
            "id": 1,
            "sizes": [{"type": "x"}],
        }

    def test_it_cannot_be_changed_where_there_is_none(self) -> None:
        with pytest.raises(TypeError):
            Post(id=1).unfit["a"] = 1  # type: ignore[index]

    def test_a_list_item_that_goes_keeps_its_place(self) -> None:
        sent = [{"type": "photo", "photo": {"id": 1}}, {"no": "type"}, 5, {"type": "link"}]
        post = Post.model_validate({"id": 1, "attachments": sent})

        assert post.attachments is not None
        assert [one.type for one in post.attachments] == ["photo", "link"]
        assert post.unfit == {"attachments.1": {"no": "type"}, "attachments.2": 5}

    def test_places_count_as_vk_sent_them_beside_items_that_went(self) -> None:
        sent = [5, {"type": "photo", "photo": {"id": 1, "sizes": [7, {"type": []}]}}]
        post = Post.model_validate({"id": 1, "attachments": sent})

        assert post.attachments is not None
        assert post.attachments[0].photo is not None
        assert post.attachments[0].photo.unfit == {"sizes.0": 7}
        assert (post.attachments[0].photo.sizes or [])[0].unfit == {"type": []}


class TestDiscretion:
    WORDS = "Житель 1 пишет"

    def test_words_of_citizens_do_not_show(self) -> None:
        comment = Comment.model_validate({"id": 1, "text": self.WORDS, "news": self.WORDS})
        thread = Comment.model_validate({"id": 2, "thread": {"items": [{"id": 3, "text": "Яма"}]}})

        assert repr(comment) == "Comment(id=1, news=<text of 14>)"
        assert "Яма" not in repr(thread)

    def test_persons_do_not_show(self) -> None:
        user = User.model_validate(
            {"id": 5, "first_name": "Житель", "last_name": "1", "mobile_phone": "+7", "x": "Житель"}
        )

        assert repr(user) == "User(id=5, x=<text of 6>)"

    def test_contacts_do_not_show(self) -> None:
        public = Public.model_validate({"id": 1, "contacts": [{"phone": "+7 1", "email": "a@b"}]})

        assert repr(public) == "Public(id=1, contacts=[PublicContact()])"

    def test_upload_addresses_and_keys_do_not_show(self) -> None:
        secrets = {"upload_url": "https://u/x?hash=1", "key": "k", "server": "s", "secret_key": "c"}

        for kind in (models.UploadServer, models.VideoUpload, models.Uploaded):
            assert "hash=1" not in repr(kind.model_validate(secrets))
        assert repr(models.CallbackServer.model_validate({"secret_key": "c"})) == "CallbackServer()"
        assert repr(models.LongPollServer.model_validate({"key": "k"})) == "LongPollServer()"

    def test_reports_have_shapes_and_no_content(self) -> None:
        sent = {"id": 1, "likes": self.WORDS, "views": [1, 2], "geo": 5, "date": {"b": 1, "a": 2}}
        _, drifts, _ = Reader(Post).read_value(sent)

        shapes = {drift.path[0]: drift.shape for drift in drifts}
        assert shapes == {"likes": "text of 14", "views": "list of 2", "geo": "5", "date": "{a, b}"}
        assert self.WORDS not in repr(drifts)


class TestReader:
    def test_what_hangs_on_no_model_is_told_apart(self) -> None:
        value, drifts, unparsed = Reader(Envelope[list[Post]], frame=1).read_value(
            {"response": [{"id": 1}, {"text": "no identity"}, {"id": 3}]}
        )

        assert [post.id for post in value.response] == [1, 3]
        assert unparsed == {"1": {"text": "no identity"}}
        assert drifts == (Drift(("response", 1), "missing", "{text}"),)

    def test_items_without_identity_hang_on_their_list(self) -> None:
        sent = {"response": {"count": 3, "items": [{"id": 1}, {"id": {}}, {"id": 3, "likes": 0}]}}
        value, drifts, unparsed = Reader(Envelope[Items[Post]], frame=1).read_value(sent)

        assert [post.id for post in value.response.items] == [1, 3]
        assert value.response.unfit == {"items.1": {"id": {}}}
        assert value.response.items[1].unfit == {"likes": 0}
        assert {drift.path for drift in drifts} == {
            ("response", "items", 1),
            ("response", "items", 2, "likes"),
        }
        assert not unparsed

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"answer": 1},
            {"response": None},
            {"response": []},
            {"response": {"count": 1}},
            {"response": {"items": {}}},
            {"response": {"items": None}},
            {"error": 5},
            [],
        ],
    )
    def test_the_frame_must_stand(self, sent: object) -> None:
        with pytest.raises(Misread):
            Reader(Envelope[Items[Post]], frame=1).read_value(sent)

    def test_a_misread_tells_where_without_content(self) -> None:
        with pytest.raises(Misread, match=r"^model_type at response$") as caught:
            Reader(Envelope[Post], frame=1).read_value({"response": "private"})

        assert (caught.value.kind, caught.value.path) == ("model_type", ("response",))

    @pytest.mark.parametrize("body", [b"", b"{", b"<html>", b'{"response": "\xff"}', b"\x80"])
    def test_what_is_no_json_is_a_misread(self, body: bytes) -> None:
        with pytest.raises(Misread, match="json_invalid"):
            Reader(Envelope[int], frame=1).read_json(body)
        with pytest.raises(ValidationError):
            Post.model_validate_json(body)

    def test_json_too_deep_is_a_misread(self) -> None:
        with pytest.raises(Misread, match="json_invalid"):
            Reader(Envelope[object], frame=1).read_json(b'{"response":' + b"[" * 200_000)

    def test_byte_order_mark_is_read_and_half_surrogate_is_unfit(self) -> None:
        body = b'\xef\xbb\xbf{"id": 1, "text": "\\ud83d cut", "likes": []}'

        for post in (Reader(Post).read_json(body).value, Post.model_validate_json(body)):
            assert post.text == "\ufffd cut"
            assert post.unfit == {"text": "\ufffd cut", "likes": []}

    @pytest.mark.parametrize(
        ("shape", "sent", "read", "left"),
        [
            (int, 5, 5, {}),
            (list[int], [1, "x", 3], [1, 3], {"1": "x"}),
            (dict[str, int], {"a": 1, "b": []}, {"a": 1}, {"b": []}),
            (dict[str, list[int]], {"a": [1, {}]}, {"a": [1]}, {"a.1": {}}),
        ],
    )
    def test_plain_shapes_are_read(
        self, shape: object, sent: object, read: object, left: object
    ) -> None:
        value, _, unparsed = Reader[Any](shape).read_value(sent)

        assert value == read
        assert unparsed == left

    def test_shapes_of_users_are_read(self) -> None:
        class Row(TypedDict, total=False):
            name: str
            size: int

        @dataclass
        class Line:
            post: Post
            size: int = 0

        class Theirs(BaseModel):
            lines: list[Line] = []
            rows: list[Row] = []

        sent = {"lines": [{"post": {"id": 1, "likes": []}, "size": "x"}], "rows": [{"size": {}}]}
        value, drifts, unparsed = Reader(Theirs).read_value(sent)

        assert value.lines[0].post.unfit == {"likes": []}
        assert value.lines[0].size == 0
        assert value.rows == [{}]
        assert unparsed == {"lines.0.size": "x", "rows.0.size": {}}
        assert len(drifts) == 3

    def test_an_object_whose_identity_goes_deep_below_goes_whole(self) -> None:
        class Inner(Model, frozen=True):
            id: Number

        class Outer(Model, frozen=True):
            inner: Inner

        class Top(Model, frozen=True):
            outer: Outer | None = None
            id: Number

        value, drifts, _ = Reader(Top).read_value({"id": 1, "outer": {"inner": {"id": []}}})

        assert value.outer is None
        assert value.unfit == {"outer": {"inner": {"id": []}}}
        assert drifts == (Drift(("outer",), "missing", "{inner}"),)

    def test_ever_new_faults_are_given_up(self) -> None:
        def validate(tree: Any) -> object:
            return TypeAdapter(dict[str, int]).validate_python({min(tree): "odd"})

        with pytest.raises(Misread, match="too_many_faults"):
            read_tree(validate, dict.fromkeys("abcdefghijkl", 1))

    @pytest.mark.parametrize("on", [True, False])
    @pytest.mark.parametrize("items", ['{"id": 1}', "5"])
    def test_the_collector_is_as_it_was(self, on: bool, items: str) -> None:
        body = f'{{"response": {{"items": [{items}], "filler": "{"x" * 70_000}"}}}}'.encode()
        was = gc.isenabled()
        try:
            (gc.enable if on else gc.disable)()
            Reader(Envelope[Items[Post]], frame=1).read_json(body)
            assert gc.isenabled() is on
        finally:
            (gc.enable if was else gc.disable)()


class TestEnvelope:
    def read(self, sent: object) -> Envelope[Any]:
        return Reader[Envelope[Any]](Envelope[Post], frame=1).read_value(sent).value

    def test_an_error_needs_no_response(self) -> None:
        error = self.read({"error": {"error_code": "17", "error_msg": "x", "new": 1}}).error

        assert error == ErrorObject.model_validate({"error_code": 17, "error_msg": "x", "new": 1})

    def test_a_drifted_error_is_still_an_error(self) -> None:
        error = self.read({"error": {"error_code": [], "captcha_ts": 1.1e9}}).error

        assert error is not None
        assert (error.error_code, error.unfit, error.captcha_ts) == (
            None,
            {"error_code": []},
            1.1e9,
        )

    def test_the_word_of_oauth_is_an_error(self) -> None:
        sent = {"error": "invalid_client", "error_description": "x", "redirect_uri": "https://y"}

        for error in (self.read(sent).error, ErrorObject.model_validate(sent)):
            assert error is not None
            assert (error.error, error.error_description) == ("invalid_client", "x")
            assert error.redirect_uri == "https://y"

    def test_a_large_remixstlid_is_whole(self) -> None:
        error = self.read({"error": {"remixstlid": 9_072_036_854_775_807_123}}).error

        assert error is not None
        assert error.remixstlid == 9_072_036_854_775_807_123

    def test_echoes_of_parameters_do_not_show(self) -> None:
        sent = {"request_params": [{"key": "message", "value": "private"}]}

        assert "private" not in repr(self.read({"error": sent}))


class TestProperties:
    def test_a_public_knows_its_address(self) -> None:
        assert Public(id=1).address == "https://vk.com/club1"
        assert Public(id=1, screen_name="samara").address == "https://vk.com/samara"
        assert Public(id=1).owner_id == -1

    def test_a_post_knows_its_address(self) -> None:
        assert Post(id=2).url is None
        assert Post.model_validate({"id": 2, "owner_id": -1}).url == "https://vk.com/wall-1_2"

    def test_an_item_of_a_news_feed_is_a_post(self) -> None:
        post = Post.model_validate({"post_id": 2, "source_id": -1})

        assert (post.id, post.owner_id, post.post_id, post.source_id) == (2, -1, 2, -1)

    @pytest.mark.parametrize(
        ("sent", "text"),
        [
            ({"type": "photo", "photo": {"id": 2, "owner_id": -1}}, "photo-1_2"),
            (
                {"type": "video", "video": {"id": 2, "owner_id": -1, "access_key": "k"}},
                "video-1_2_k",
            ),
            ({"type": "link", "link": {"url": "https://vk.com"}}, None),
            ({"type": "hologram", "hologram": {"id": 1}}, None),
            ({"type": "poll"}, None),
        ],
    )
    def test_an_attachment_can_be_attached_again(self, sent: Any, text: str | None) -> None:
        assert Attachment.model_validate(sent).reference == text

    def test_an_attachment_of_a_new_kind_has_a_body(self) -> None:
        for kind in ("hologram", "copy", "model_dump", "body"):
            found = Attachment.model_validate({"type": kind, kind: {"id": 1}})
            assert found.body == {"id": 1}
        assert Attachment(type="body").body is None

    @pytest.mark.parametrize(
        ("coordinates", "point"),
        [
            ("53.2 50.1", (53.2, 50.1)),
            ({"latitude": 53.2, "longitude": "50.1"}, (53.2, 50.1)),
            ("nowhere", None),
            (None, None),
            ("a b", (None, None)),
        ],
    )
    def test_a_place_has_a_point(self, coordinates: object, point: object) -> None:
        found = Geo.model_validate({"coordinates": coordinates})

        assert found.coordinates == coordinates
        assert (found.point and (found.point.latitude, found.point.longitude)) == point

    def test_a_poll_without_an_end(self) -> None:
        assert Poll.model_validate({"id": 1, "end_date": 0}).ends is None
        assert Poll.model_validate({"id": 1}).ends is None
        ends = Poll.model_validate({"id": 1, "end_date": 1_700_000_000}).ends
        assert ends == datetime.fromtimestamp(1_700_000_000, UTC)


class TestPeriods:
    @pytest.mark.parametrize("sent", [1_378_598_400, "1378598400", "2013-09-08"])
    def test_periods_come_in_three_forms(self, sent: object) -> None:
        found = models.PeriodStatistics.model_validate({"period_from": sent})

        assert found.period_from == datetime(2013, 9, 8, tzinfo=UTC)

    @pytest.mark.parametrize("sent", ["2013-99-99", "yesterday", "²" * 10, True])
    def test_other_forms_are_kept_raw(self, sent: object) -> None:
        found = models.PeriodStatistics.model_validate({"period_from": sent, "activity": []})

        assert (found.period_from, found.activity) == (None, None)
        assert found.unfit == {"period_from": sent, "activity": []}


class TestImport:
    def test_what_is_no_model_is_known(self) -> None:
        others = {name for name in models.__all__ if getattr(models, name) not in CLASSES}
        assert others == {"AppealId", "Private", "REVEALED"}

    def test_names_are_sorted_and_have_one_home(self) -> None:
        assert models.__all__ == sorted(set(models.__all__))
        for kind in CLASSES:
            assert kind.__name__ in import_module(kind.__module__).__all__

    def test_mentioning_a_family_loads_no_others(self) -> None:
        program = (
            "import sys, govpublic_sdk.models as m; bare = set(sys.modules); m.Topic; "
            "assert 'pydantic' not in bare; assert 'govpublic_sdk.models.users' not in sys.modules"
        )

        subprocess.run([sys.executable, "-c", program], check=True)

    def test_an_unknown_name_is_told(self) -> None:
        with pytest.raises(AttributeError, match="no attribute 'Pots'"):
            _ = models.Pots  # type: ignore[attr-defined]

    def test_eight_threads_may_be_first(self) -> None:
        program = "from test_models import first_use; first_use()"
        here = os.pathsep.join([str(Path(__file__).parent), *sys.path])

        subprocess.run(
            [sys.executable, "-c", program], check=True, env={**os.environ, "PYTHONPATH": here}
        )


def first_use() -> None:
    """Read from eight threads at once what nobody has read before."""
    sent = b'{"response": {"items": [{"id": 1, "likes": [], "copy_history": [{"id": 2}]}]}}'

    def use(number: int) -> int:
        page = Reader(Envelope[Items[Post]], frame=1).read_json(sent).value.response
        alone = Comment.model_validate({"id": number, "thread": {"items": [{"id": 1}]}})
        return len(page.items) + bool(page.items[0].unfit) + (alone.id == number)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(use, range(64))) == [3] * 64


@pytest.mark.parametrize(
    ("sent", "moment"),
    [
        (20120315, datetime(2012, 3, 15, tzinfo=UTC)),
        ("20120315", datetime(2012, 3, 15, tzinfo=UTC)),
        (19170107, datetime(1917, 1, 7, tzinfo=UTC)),
        (1331802000, datetime(2012, 3, 15, 9, tzinfo=UTC)),
        ("1331802000", datetime(2012, 3, 15, 9, tzinfo=UTC)),
        (0, None),
        ("0", None),
        ("00000000", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("name", ["start_date", "finish_date"])
def test_dates_of_publics_are_days_or_moments(name: str, sent: object, moment: object) -> None:
    public = Public.model_validate({"id": 1, name: sent})

    assert getattr(public, name) == moment
    assert public.unfit == {}
    assert Public.model_validate(json.loads(public.model_dump_json())) == public


@pytest.mark.parametrize("sent", [20120000, "20120300", 20121399, 2012, "", "soon", True, [1]])
def test_dates_of_publics_that_are_none_are_unfit(sent: object) -> None:
    public = Public.model_validate({"id": 1, "start_date": sent})

    assert public.start_date is None
    assert public.unfit == {"start_date": sent}
