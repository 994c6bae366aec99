"""The sandbox's gateway: tokens, versions, limits, quotas, execute, guid, tokens of all kinds."""

import json
from collections.abc import Iterator

import pytest

from govpublic_sdk.sandbox import Sandbox
from sandbox_calls import Asker


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=30, posts=40) as box:
        yield box


@pytest.fixture
def ask(box: Sandbox) -> Asker:
    box.rules.limits = False
    return Asker(box)


def refusal(box: Sandbox, method: str, form: dict[str, str], token: str | None) -> int:
    answer = json.loads(box.gateway.answer(method, form, token).body)
    number: int = answer["error"]["error_code"]
    return number


@pytest.mark.parametrize(
    ("method", "token", "code"),
    [
        ("wall.get", "community", 27),
        ("polls.create", "community", 27),
        ("execute", "service", 28),
        ("groups.edit", "service", 28),
        ("groups.getTokenPermissions", "user", 15),
        ("no.suchMethod", "user", 3),
        ("Wall.get", "user", 3),
    ],
)
def test_each_kind_of_token_has_its_rights(ask: Asker, method: str, token: str, code: int) -> None:
    assert ask.error(method, token=token) == code


@pytest.mark.parametrize(
    ("method", "text"),
    [
        *(("no.suchMethod", "Unknown method passed"), ("getById", "Unknown method passed")),
        *(("photos.getalbums", "Unknown method passed"), ("execute.mine", "Unknown method passed")),
        ("stories.get", "Unknown method passed: the sandbox does not know stories.get; VK does"),
        ("ads.getAds", "Unknown method passed: the sandbox does not know ads.getAds; VK does"),
        (
            "video.getOembed",
            "Unknown method passed: the sandbox does not know video.getOembed; VK does",
        ),
    ],
)
def test_missing_methods_are_told_from_unknown(ask: Asker, method: str, text: str) -> None:
    error = ask.answer(method, {})["error"]
    assert (error["error_code"], error["error_msg"]) == (3, text)

    if "." in method and not method.startswith("execute"):
        (inner,) = ask.answer("execute", {"code": f"return API.{method}();"})["execute_errors"]
        assert (inner["error_code"], inner["error_msg"]) == (3, text)


@pytest.mark.parametrize(
    ("version", "is_old"), [("5.81", 1), ("5.131", 1), ("5.140", 0), ("6.0", 0)]
)
def test_answers_have_the_form_of_the_version(ask: Asker, version: str, is_old: bool) -> None:
    sent, video = ask.answered()["message_id"], ask.video()
    calls = {
        "groups.getById": ({"group_id": ask.public}, "user", list, dict),
        "wall.getById": ({"posts": f"{ask.wall}_1"}, "user", list, dict),
        "messages.createChat": ({"user_ids": "7,8"}, "community", int, dict),
        "messages.delete": ({"message_ids": sent}, "community", dict, list),
        "video.edit": ({**video, "name": "Имя"}, "user", int, dict),
    }
    for method, (params, token, old, new) in calls.items():
        answer = ask(method, token=token, v=version, **params)
        assert isinstance(answer, old if is_old else new), method

    extended = ask("wall.getById", posts=f"{ask.wall}_1", extended=1, v=version)
    assert {"items", "profiles", "groups"} <= set(extended)
    code = f"return API.groups.getById({{group_id: {ask.public}}});"
    assert isinstance(ask("execute", code=code, v=version), list if is_old else dict)


def test_old_form_of_deleted_messages(ask: Asker) -> None:
    asked, sent = ask.asked()["message_id"], ask.answered()["message_id"]
    given = {"message_ids": [asked, sent], "delete_for_all": 1, "v": "5.131"}

    assert ask("messages.delete", token="community", **given) == {str(asked): 0, str(sent): 1}


def test_old_names_of_parameters_are_taken(ask: Asker) -> None:
    ask.answered()
    cmid = {"peer_id": 7, "conversation_message_id": 2}

    assert ask("messages.edit", token="community", **cmid, message="Иначе") == 1
    given = {"user_ids": "7,8", "message": "Вот.", "random_id": 0}
    sent = ask("messages.send", token="community", **given)
    assert [(one["peer_id"], "error" in one) for one in sent] == [(7, False), (8, True)]


def test_default_tokens_of_vk_id_can_do_little(box: Sandbox) -> None:
    form = {"v": "5.199", "user_ids": "5", "group_id": str(box.publics[0])}
    assert refusal(box, "stats.get", form, box.vk_id_token) == 1051
    assert refusal(box, "execute", form, box.vk_id_token) == 1051
    assert b"response" in box.gateway.answer("users.get", form, box.vk_id_token).body


@pytest.mark.parametrize(
    ("method", "empty"),
    [
        ("wall.get", "domain offset count filter extended fields"),
        ("wall.getComments", "sort start_comment_id comment_id count"),
        ("wall.post", "publish_date post_id attachments guid copyright from_group"),
        ("board.getTopics", "topic_ids order preview preview_length"),
        ("groups.getMembers", "sort filter fields offset"),
        ("groups.edit", "title description website phone access wall age_limits messages"),
        ("groups.setLongPollSettings", "enabled message_new api_version"),
        ("photos.getWallUploadServer", "group_id"),
    ],
)
def test_empty_parameter_counts_as_absent(ask: Asker, method: str, empty: str) -> None:
    given = {"owner_id": ask.wall, "group_id": ask.public, "post_id": 1, "message": "Снег"}
    given = {name: value for name, value in given.items() if name not in empty.split()}
    before = json.dumps(ask("groups.getSettings", group_id=ask.public))

    bare, same = ask.answer(method, given), ask.answer(method, {**given, **_empty(empty)})

    assert set(bare) == set(same) == {"response"}
    assert type(bare["response"]) is type(same["response"])
    assert json.dumps(ask("groups.getSettings", group_id=ask.public)) == before


def _empty(names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), "")


def test_empty_peer_ids_leave_one_number(ask: Asker) -> None:
    ask.asked()
    sent = {"peer_id": 7, "message": "Вот.", "random_id": 0, "peer_ids": "", "user_id": ""}

    assert isinstance(ask("messages.send", token="community", **sent), int)


@pytest.mark.parametrize("token", [None, "", "wrong"])
def test_a_token_must_be_known(box: Sandbox, token: str | None) -> None:
    assert refusal(box, "utils.getServerTime", {"v": "5.199"}, token) == 5


def test_a_token_may_come_as_a_parameter_and_is_not_told_back(box: Sandbox) -> None:
    form = {"v": "5.199", "access_token": box.user_token, "user_ids": "²" * 3}
    assert b"response" in box.gateway.answer("utils.getServerTime", form, None).body
    refused = box.gateway.answer("wall.get", form, None).body
    assert b"request_params" in refused
    assert box.user_token.encode() not in refused


def test_a_revoked_token_is_refused(box: Sandbox) -> None:
    box.revoke(box.user_token)
    assert refusal(box, "utils.getServerTime", {"v": "5.199"}, box.user_token) == 5


def test_citizens_and_communities_have_tokens(box: Sandbox) -> None:
    seventh = box.user_token_of(7)
    assert seventh == box.user_token_of(7)
    answer = json.loads(box.gateway.answer("users.get", {"v": "5.199"}, seventh).body)
    assert answer["response"][0]["last_name"] == "7"
    with pytest.raises(ValueError, match="no citizen"):
        box.user_token_of(10**9)
    with pytest.raises(ValueError, match="publics"):
        box.community_token(1)


@pytest.mark.parametrize("version", ["", "5.80", "3.0", "five", "5"])
def test_the_version_must_be_there_and_new_enough(box: Sandbox, version: str) -> None:
    assert refusal(box, "utils.getServerTime", {"v": version}, box.user_token) == 8


@pytest.mark.parametrize(("kind", "rate"), [("user", 3), ("community", 20), ("service", 3)])
def test_calls_that_come_too_fast_are_refused(box: Sandbox, kind: str, rate: int) -> None:
    ask = Asker(box)
    for _ in range(rate):
        ask("utils.getServerTime", token=kind)
    assert ask.error("utils.getServerTime", token=kind) == 6
    ask("utils.getServerTime", token="stranger")  # each token has its own limit
    box.clock.advance(1.0)
    ask("utils.getServerTime", token=kind)


def test_the_rate_can_be_set(box: Sandbox) -> None:
    box.rules.rates = {"S": 10}
    ask = Asker(box)
    for _ in range(10):
        ask("utils.getServerTime", token="service")
    assert ask.error("utils.getServerTime", token="service") == 6


def test_quotas_are_of_a_day_and_count_inside_of_execute(box: Sandbox) -> None:
    box.rules.quotas = {"wall.get": 3}
    ask = Asker(box)
    code = "API.wall.get({domain:Args.d}); return API.wall.get({domain:Args.d}).count;"
    name = box.world.publics[ask.public]["screen_name"]
    assert ask("execute", code=code, d=name) == 40
    ask("wall.get", owner_id=ask.wall)
    assert ask.error("wall.get", owner_id=ask.wall) == 29
    box.clock.advance(86_400)
    ask("wall.get", owner_id=ask.wall)


def test_execute_gives_errors_in_order_and_false_in_their_place(ask: Asker) -> None:
    code = (
        "return [API.users.get({user_ids: 3}), API.wall.get({owner_id: 0}), "
        "API.groups.getTokenPermissions(), API.utils.getServerTime()];"
    )
    answer = ask.answer("execute", {"code": code})
    people, wall, permissions, time = answer["response"]
    assert (people[0]["id"], wall, permissions) == (3, False, False)
    assert time == int(ask.box.clock.now())
    told = [(one["method"], one["error_code"]) for one in answer["execute_errors"]]
    assert told == [("wall.get", 100), ("groups.getTokenPermissions", 15)]


def test_execute_is_one_request_and_counts_what_it_did(ask: Asker) -> None:
    ask("execute", code="API.users.get({user_ids: [1, 2]}); return API.users.get({});")
    assert ask.box.gateway.requests["execute"] == 1
    assert ask.box.gateway.requests["execute/users.get"] == 2


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("return [", 12),
        ("", 100),
        ("var i = 0; while (i < 26) { API.utils.getServerTime(); i = i + 1; }", 13),
        ("while (true) {}", 13),
        ("return API.users.get({user_ids: 1}).length.a.b.c;", None),
    ],
)
def test_execute_has_caps(ask: Asker, code: str, number: int | None) -> None:
    error = ask.answer("execute", {"code": code}).get("error", {})
    assert error.get("error_code") == number


def test_execute_answers_at_most_five_megabytes() -> None:
    with Sandbox(publics=25, posts=100, post_size=2800, limits=False) as box:
        ask = Asker(box)
        walls = ",".join(f"API.wall.get({{owner_id:-{one},count:100}})" for one in box.publics)
        assert ask.error("execute", code=f"return [{walls}];") == 13
        halved = walls.replace("count:100", "count:50")
        assert len(ask("execute", code=f"return [{halved}];")) == 25
        box.rules.answer_bytes = 1000
        assert ask.error("execute", code=f"return [{halved}];") == 13


def test_programs_change_nothing_but_by_calls(ask: Asker) -> None:
    code = (
        "var page = API.groups.getById({group_id: Args.group_id, fields: 'links,contacts'});"
        "page.groups[0].links.push(1); page.groups[0].contacts.splice(0, 2);"
        "return page.groups[0].links.length;"
    )
    changed = ask("execute", code=code, group_id=ask.public)
    again = ask("execute", code=code, group_id=ask.public)
    assert changed == again == 2


def test_objects_in_programs_travel_as_json(ask: Asker) -> None:
    code = (
        "return API.groups.addAddress({group_id: Args.group_id, title: 'а', address: 'б',"
        " timetable: {mon: {open_time: 540, close_time: 600}}});"
    )
    made = ask("execute", code=code, group_id=ask.public)
    assert made["timetable"]["mon"]["open_time"] == 540


def test_a_guid_guards_against_duplicates(ask: Asker) -> None:
    first, again = ask.post(guid="1"), ask.post(guid="1")
    other, none = ask.post(guid="2"), ask.post()
    assert first == again
    assert len({first, other, none}) == 3
    assert ask.comment(first, guid="1")["comment_id"] != first


def test_a_guid_can_be_ignored(ask: Asker) -> None:
    ask.box.faults.ignores_guid = True
    assert ask.post(guid="1") != ask.post(guid="1")


def test_the_clients_of_a_box_work(box: Sandbox) -> None:
    with box.client() as client:
        assert client.publics.get(box.publics[0]).id == box.publics[0]
        started = box.clock.now()
        for _ in range(7):
            client.posts.get(box.publics[0], count=1)
        assert box.clock.now() > started  # turns were waited for, in the box's own time
    assert box.gateway.requests["wall.get"] == 7
