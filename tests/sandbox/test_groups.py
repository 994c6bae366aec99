"""Communities, people, statistics and files in the sandbox."""

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest

from govpublic_sdk.sandbox import Refused, Sandbox
from sandbox_calls import Asker

DAY = 86_400


@pytest.fixture
def ask() -> Iterator[Asker]:
    with Sandbox(publics=45, posts=40, limits=False) as box:
        yield Asker(box)


def public(ask: Asker, **params: object) -> dict[str, object]:
    return ask("groups.getById", **{"group_id": ask.public, **params})["groups"][0]


def test_communities_are_named_in_any_way(ask: Asker) -> None:
    name = ask.box.world.publics[ask.public]["screen_name"]
    for word in (ask.public, name, f"club{ask.public}", f"public{ask.public}"):
        assert public(ask, group_ids=word)["id"] == ask.public
    assert ask("groups.getById", group_ids="nobody,5,²")["groups"] == []
    assert ask("utils.resolveScreenName", screen_name="nobody") == []
    too_many = ",".join(["1"] * 501)
    assert ask.error("groups.getById", group_ids=too_many) == 100


def test_standing_is_told_to_who_asks(ask: Asker) -> None:
    assert (public(ask)["is_admin"], public(ask)["is_member"]) == (1, 1)
    assert public(ask, token="stranger")["is_admin"] == 0
    assert "is_admin" not in public(ask, token="service")


def test_edits_are_seen_and_leave_the_rest(ask: Asker) -> None:
    before = public(ask, fields="description,site")
    ask("groups.edit", group_id=ask.public, title="Новое имя", photos=2, email="a@a.invalid")
    after = public(ask, fields="description,site")
    assert after["name"] == "Новое имя"
    assert (after["description"], after["site"]) == (before["description"], before["site"])
    settings = ask("groups.getSettings", group_id=ask.public)
    assert (settings["title"], settings["photos"]) == ("Новое имя", 2)
    assert settings["email"] == "a@a.invalid"


def test_short_names_are_taken_once(ask: Asker) -> None:
    old = public(ask)["screen_name"]
    ask("groups.edit", group_id=ask.public, screen_name="new_name")
    assert public(ask, group_ids="new_name")["id"] == ask.public
    assert ask("utils.resolveScreenName", screen_name=old) == []
    other = ask.box.publics[1]
    assert ask.error("groups.edit", group_id=other, screen_name="new_name") == 1260
    assert ask.error("groups.edit", group_id=other, screen_name="no good") == 1260


def test_members_are_counted_and_paged(ask: Asker) -> None:
    whole = public(ask, fields="members_count")["members_count"]
    first = ask("groups.getMembers", group_id=ask.public, count=5)
    assert first["count"] == whole > 1000
    last = ask("groups.getMembers", group_id=ask.public, offset=whole - 2)
    assert len(last["items"]) == 2
    newest = ask("groups.getMembers", group_id=ask.public, count=2, sort="id_desc")
    assert newest["items"] == last["items"][::-1]
    named = ask("groups.getMembers", group_id=ask.public, count=2, fields="city")
    assert named["items"][0]["city"]["title"] == "Самара"
    assert (
        ask.error("groups.getMembers", token="stranger", group_id=ask.public, sort="time_asc") == 15
    )


def test_who_joins_is_a_member(ask: Asker) -> None:
    assert ask("groups.isMember", group_id=ask.public, user_id=2) == 0
    before = public(ask, fields="members_count")["members_count"]
    ask("groups.join", token="stranger", group_id=ask.public)
    assert public(ask, fields="members_count")["members_count"] == before + 1
    assert ask.public in ask("groups.get", token="stranger")["items"]
    ask("groups.leave", token="stranger", group_id=ask.public)
    assert ask("groups.isMember", group_id=ask.public, user_ids="1,2") == [
        {"user_id": 1, "member": 1},
        {"user_id": 2, "member": 0},
    ]


def test_an_invitation_waits_until_it_is_answered(ask: Asker) -> None:
    ask("groups.invite", group_id=ask.public, user_id=2)
    assert ask("groups.getInvitedUsers", group_id=ask.public)["items"][0]["id"] == 2
    invites = ask("groups.getInvites", token="stranger", extended=1)
    assert invites["items"][0]["invited_by"] == invites["profiles"][0]["id"] == 1
    ask("groups.join", token="stranger", group_id=ask.public)
    assert ask("groups.getInvites", token="stranger")["count"] == 0
    assert ask("groups.isMember", group_id=ask.public, user_id=2) == 1
    ask("groups.removeUser", group_id=ask.public, user_id=2)
    assert ask.error("groups.removeUser", group_id=ask.public, user_id=2) == 100


def test_a_ban_can_be_lifted(ask: Asker) -> None:
    ask("groups.ban", group_id=ask.public, owner_id=5, comment="Спам")
    (ban,) = ask("groups.getBanned", group_id=ask.public)["items"]
    assert (ban["profile"]["id"], ban["ban_info"]["comment"]) == (5, "Спам")
    ask("groups.unban", group_id=ask.public, owner_id=5)
    assert ask.error("groups.unban", group_id=ask.public, owner_id=5) == 104


def test_links_addresses_tags_and_servers_are_kept(ask: Asker) -> None:
    group = {"group_id": ask.public}
    made = [ask("groups.addLink", link=f"https://{one}.invalid", **group)["id"] for one in "abc"]
    ask("groups.reorderLink", link_id=made[2], after=made[0], **group)
    ask("groups.deleteLink", link_id=made[1], **group)
    links = [one["id"] for one in public(ask, fields="links")["links"]]
    assert links[1:] == [made[0], made[2]]
    assert ask.error("groups.editLink", link_id=5, text="а", **group) == 100
    (seeded,) = ask("groups.getAddresses", **group)["items"]
    ask("groups.deleteAddress", address_id=seeded["id"], **group)
    assert ask("groups.getAddresses", **group)["count"] == 0
    assert ask.error("groups.editAddress", address_id=5, **group) == 104
    for place in range(10):
        ask("groups.addCallbackServer", url="http://127.0.0.1:9/", title=str(place), **group)
    assert (
        ask.error("groups.addCallbackServer", url="http://127.0.0.1:9/", title="а", **group) == 2000
    )


def test_who_makes_a_community_manages_it(ask: Asker) -> None:
    made = ask("groups.create", token="stranger", title="Наше дело")
    post = ask("wall.post", token="stranger", owner_id=-made["id"], message="Первая")
    assert post["post_id"] == 1
    assert public(ask, group_id=made["id"], fields="verified")["verified"] == 0
    assert ask("board.getTopics", group_id=made["id"])["count"] == 0


def statistics(ask: Asker, **params: object) -> list[dict[str, dict[str, int]]]:
    return ask("stats.get", group_id=ask.public, **params)


def test_periods_follow_each_other_without_gaps(ask: Asker) -> None:
    for interval in ("day", "week", "month", "year"):
        periods = statistics(ask, interval=interval, intervals_count=6)
        assert len(periods) == 6
        for newer, older in pairwise(periods):
            assert newer["period_from"] == older["period_to"] + 1
        assert periods[0]["period_from"] <= ask.box.clock.now() <= periods[0]["period_to"]


def test_days_add_up_to_weeks(ask: Asker) -> None:
    week = statistics(ask, interval="week", intervals_count=2)[1]
    days = statistics(
        ask, interval="day", timestamp_from=week["period_from"], timestamp_to=week["period_to"]
    )
    assert len(days) == 7
    for name in ("likes", "comments", "subscribed", "unsubscribed"):
        assert sum(day.get("activity", {}).get(name, 0) for day in days) == week["activity"][name]


def test_statistics_follow_from_posts_and_time(ask: Asker) -> None:
    ask.post(message="Важная новость")
    today = statistics(ask, intervals_count=1)[0]
    ask.box.clock.advance(6 * 3600)
    later = statistics(ask, intervals_count=1)[0]
    assert later["reach"]["reach"] > today["reach"]["reach"]
    assert later["activity"]["likes"] > today["activity"]["likes"]


def test_comings_and_goings_are_those_of_members(ask: Asker) -> None:
    before = public(ask, fields="members_count")["members_count"]
    start = ask.box.clock.now()
    ask.box.clock.advance(3 * DAY)
    (whole,) = statistics(ask, interval="all", timestamp_from=int(start))
    grown = whole["activity"]["subscribed"] - whole["activity"]["unsubscribed"]
    assert public(ask, fields="members_count")["members_count"] == before + grown


def test_parts_can_be_chosen_and_quiet_times_have_no_activity(ask: Asker) -> None:
    (period,) = statistics(ask, intervals_count=1, stats_groups="reach")
    assert set(period) == {"period_from", "period_to", "reach"}
    made = ask("groups.create", title="Тишина")
    (quiet,) = ask("stats.get", group_id=made["id"], intervals_count=1)
    assert "activity" not in quiet
    assert quiet["reach"]["sex_age"] == []
    now = int(ask.box.clock.now())
    params = {"group_id": ask.public, "timestamp_from": now, "timestamp_to": now - 5}
    assert ask.error("stats.get", **params) == 100


def test_post_reach_agrees_with_views_and_leaves_out_what_is_gone(ask: Asker) -> None:
    ask("wall.delete", owner_id=ask.wall, post_id=3)
    found = ask("stats.getPostReach", owner_id=ask.wall, post_ids="2,3,999")
    (post,) = ask("wall.getById", posts=f"{ask.wall}_2")["items"]
    assert [one["post_id"] for one in found] == [2]
    assert found[0]["reach_total"] <= post["views"]["count"]
    assert ask.error("stats.getPostReach", owner_id=ask.wall, post_ids=",".join(["1"] * 31)) == 100


def test_short_links_are_counted_and_forgotten(ask: Asker) -> None:
    key = ask("utils.getShortLink", url="https://sandbox.invalid/a")["key"]
    assert ask("utils.getLastShortenedLinks")["items"][0]["key"] == key
    assert len(ask("utils.getLinkStats", key=key, intervals_count=3)["stats"]) == 3
    ask("utils.deleteFromLastShortened", key=key)
    assert ask.error("utils.getLinkStats", key=key) == 104


def test_a_photo_is_uploaded_once_and_saved_once(ask: Asker) -> None:
    group = {"group_id": ask.public}
    url = ask("photos.getWallUploadServer", **group)["upload_url"]
    sent = ask.send(url, "a.png", "photo")
    assert ask.box.gateway.receive(url.rpartition("/")[2], {}).body == b"Security Breach2"
    assert ask.error("photos.saveOwnerCoverPhoto", **sent) == 100  # it is no cover
    assert ask.error("photos.saveWallPhoto", **group, **{**sent, "photo": "[]"}) == 100
    assert ask.error("photos.saveWallPhoto", **group, **{**sent, "hash": "0"}) == 100
    (saved,) = ask("photos.saveWallPhoto", caption="Двор", **group, **sent)
    assert saved["text"] == "Двор"
    assert ask.error("photos.saveWallPhoto", **group, **sent) == 100


def test_the_same_file_goes_to_many_publics_at_a_time(ask: Asker) -> None:
    sent = [
        (one, ask.upload("photos.getWallUploadServer", group_id=one)) for one in ask.box.publics[:3]
    ]
    saved = [ask("photos.saveWallPhoto", group_id=one, **about)[0] for one, about in sent]
    assert [one["owner_id"] for one in saved] == [-one for one in ask.box.publics[:3]]


@pytest.mark.parametrize(("name", "field"), [("a", "photo"), ("a.exe", "photo"), ("a.png", "what")])
def test_a_bad_photo_is_answered_as_vk_does(ask: Asker, name: str, field: str) -> None:
    sent = ask.upload("photos.getWallUploadServer", name, field, group_id=ask.public)
    assert sent == {"server": 100, "photo": "[]", "hash": ""}


def test_upload_addresses_close_after_an_hour(ask: Asker) -> None:
    url = ask("docs.getWallUploadServer", group_id=ask.public)["upload_url"]
    ask.box.clock.advance(3601)
    key = url.rpartition("/")[2]
    assert ask.box.gateway.receive(key, {"file": ("a.pdf", b"a")}).body == b"Security Breach2"
    assert ask.box.gateway.receive("file/x", {}).body == b"Security Breach2"


def test_an_album_takes_several_photos(ask: Asker) -> None:
    where = {"group_id": ask.public, "album_id": 1}
    url = ask("photos.getUploadServer", **where)["upload_url"]
    files = {f"file{place}": ("a.png", b"content") for place in range(1, 8)}
    body = ask.box.gateway.receive(url.rpartition("/")[2], files).body
    sent = {k: v for k, v in json.loads(body).items() if k in ("server", "photos_list", "hash")}
    assert len(ask("photos.save", **where, **sent)) == 5
    assert ask("photos.get", owner_id=ask.wall, album_id=1)["count"] == 5


def test_covers_and_avatars_are_seen(ask: Asker) -> None:
    sent = ask.upload("photos.getOwnerCoverPhotoUploadServer", group_id=ask.public)
    ask("photos.saveOwnerCoverPhoto", **sent)
    assert public(ask, fields="cover")["cover"]["enabled"] == 1
    sent = ask.upload("photos.getOwnerPhotoUploadServer", owner_id=ask.wall)
    source = ask("photos.saveOwnerPhoto", **sent)["photo_src"]
    assert public(ask)["photo_200"] == source
    assert ask.error("photos.getOwnerPhotoUploadServer", token="stranger", owner_id=ask.wall) == 15


def test_a_video_is_processed_for_some_time(ask: Asker) -> None:
    video = "{owner_id}_{video_id}".format(**ask.video())
    assert ask("video.get", videos=video)["items"][0]["processing"] == 1
    ask.box.clock.advance(60)
    assert "processing" not in ask("video.get", videos=video)["items"][0]


def test_a_document_keeps_its_name(ask: Asker) -> None:
    (found,) = ask("docs.getById", docs=ask.document())
    assert (found["title"], found["ext"]) == ("a.pdf", "pdf")
    sent = ask.upload("docs.getWallUploadServer", "noending", "file", group_id=ask.public)
    assert sent["error"] == "no_file"


@pytest.mark.parametrize(("off", "on"), [("0", "1"), ("false", "true"), ("False", "True")])
def test_messages_are_switched_by_any_boolean(ask: Asker, off: str, on: str) -> None:
    for method in ("groups.setSettings", "groups.edit"):
        ask(method, group_id=ask.public, messages=off)
        assert ask("groups.getSettings", group_id=ask.public)["messages"] == 0
        with pytest.raises(Refused, match="privacy settings"):
            ask.box.citizens.write(ask.public, "Снег")

        ask(method, group_id=ask.public, messages=on)
        assert ask("groups.getSettings", group_id=ask.public)["messages"] == 1
        assert ask.box.citizens.write(ask.public, "Снег")
