"""Walls and talks in the sandbox: what is written can be read, as far as one may."""

from collections.abc import Iterator
from typing import Any

import pytest

from govpublic_sdk.sandbox import Sandbox
from sandbox_calls import Asker

DAY = 86_400


@pytest.fixture
def ask() -> Iterator[Asker]:
    with Sandbox(publics=45, posts=12, limits=False) as box:
        yield Asker(box)


def wall(ask: Asker, **params: object) -> list[dict[str, object]]:
    return ask("wall.get", **{"owner_id": ask.wall, "count": 100, **params})["items"]


def shown(ask: Asker, post: int, **params: object) -> dict[str, object]:
    (found,) = ask("wall.getById", posts=f"{ask.wall}_{post}", **params)["items"]
    return found


def test_a_post_is_published_changed_deleted_restored(ask: Asker) -> None:
    post = ask.post(message="Раз", from_group=1, signed=1)
    first = wall(ask)[0]
    assert (first["id"], first["text"], first["from_id"]) == (post, "Раз", ask.wall)
    assert first["signer_id"] == 1
    ask("wall.edit", owner_id=ask.wall, post_id=post, message="Два")
    assert shown(ask, post)["text"] == "Два"
    assert "edited" in shown(ask, post)
    ask("wall.delete", owner_id=ask.wall, post_id=post)
    assert post not in [one["id"] for one in wall(ask)]
    assert ask("wall.getById", posts=f"{ask.wall}_{post}")["items"] == []
    assert ask.error("wall.edit", owner_id=ask.wall, post_id=post, message="Три") == 104
    ask("wall.restore", owner_id=ask.wall, post_id=post)
    assert wall(ask)[0]["id"] == post
    assert ask.error("wall.restore", owner_id=ask.wall, post_id=post) == 210


def test_a_postponed_post_comes_in_its_time(ask: Asker) -> None:
    post = ask.post(publish_date=ask.later())
    assert post not in [one["id"] for one in wall(ask)]
    (waiting,) = wall(ask, filter="postponed")
    assert (waiting["id"], waiting["post_type"]) == (post, "postpone")
    assert ask.error("wall.get", token="stranger", owner_id=ask.wall, filter="postponed") == 15
    assert ask("wall.getById", token="stranger", posts=f"{ask.wall}_{post}")["items"] == []
    ask.box.clock.advance(DAY + 1)
    assert wall(ask, filter="postponed") == []
    assert (wall(ask)[0]["id"], wall(ask)[0]["post_type"]) == (post, "post")


def test_a_postponed_post_can_be_moved_and_let_out(ask: Asker) -> None:
    post = ask.post(publish_date=ask.later())
    moved = ask.later() + 60
    ask("wall.edit", owner_id=ask.wall, post_id=post, message="Позже", publish_date=moved)
    assert wall(ask, filter="postponed")[0]["date"] == moved
    ask("wall.post", owner_id=ask.wall, post_id=post)
    assert wall(ask)[0]["id"] == post


def test_days_have_caps(ask: Asker) -> None:
    later = ask.later()
    ask.post(publish_date=later)
    assert ask.error("wall.post", owner_id=ask.wall, message="а", publish_date=later) == 214
    assert ask.error("wall.post", owner_id=ask.wall, message="а", publish_date=1) == 214
    for minute in range(1, 25):
        ask.post(publish_date=later + 60 * minute)
    full = {"owner_id": ask.wall, "message": "а", "publish_date": later + 3600}
    assert ask.error("wall.post", **full) == 214
    for _ in range(50):
        ask.post()
    assert ask.error("wall.post", owner_id=ask.wall, message="а") == 214
    assert ask("wall.post", owner_id=-ask.box.publics[1], message="а")


def test_a_post_needs_something_in_it(ask: Asker) -> None:
    poll, photo = f"poll{ask.wall}_{ask.poll()['id']}", f"photo{ask.photo()}"
    assert ask.error("wall.post", owner_id=ask.wall, message=" ") == 100
    assert ask.error("wall.post", owner_id=ask.wall, attachments=poll) == 100
    assert ask.error("wall.post", owner_id=ask.wall, message="а", attachments=[poll, poll]) == 100
    two_links = "http://a.invalid,http://b.invalid"
    assert ask.error("wall.post", owner_id=ask.wall, attachments=two_links) == 100
    assert ask.error("wall.post", owner_id=ask.wall, attachments=[photo] * 11) == 100
    assert ask.error("wall.post", owner_id=ask.wall, attachments="photo-1_1") == 100
    assert ask.error("wall.post", owner_id=ask.wall, attachments="nonsense") == 100
    kinds = [one["type"] for one in shown(ask, ask.post(attachments=[poll, photo]))["attachments"]]
    assert kinds == ["poll", "photo"]


def test_people_suggest_and_managers_decide(ask: Asker) -> None:
    offered = ask("wall.post", token="stranger", owner_id=ask.wall, message="Моя новость")
    (waiting,) = wall(ask, filter="suggests")
    assert (waiting["id"], waiting["from_id"]) == (offered["post_id"], 2)
    assert ask("wall.get", token="service", owner_id=ask.wall, filter="suggests")["items"] == []
    assert wall(ask)[0]["id"] != offered["post_id"]
    assert ask.error("wall.post", token="stranger", owner_id=ask.wall, **offered) == 15
    ask("wall.post", owner_id=ask.wall, **offered)
    assert wall(ask)[0]["text"] == "Моя новость"
    assert wall(ask, filter="others")[0]["id"] == offered["post_id"]
    assert offered["post_id"] not in [one["id"] for one in wall(ask, filter="owner")]


def test_strangers_change_nothing(ask: Asker) -> None:
    post = {"owner_id": ask.wall, "post_id": ask.post()}
    for method in ("wall.edit", "wall.delete", "wall.pin", "wall.closeComments"):
        assert ask.error(method, token="stranger", message="а", **post) == 15
    assert ask.error("groups.edit", token="stranger", group_id=ask.public) == 15
    assert ask.error("stats.get", token="stranger", group_id=ask.public) == 15
    assert ask.error("stats.getPostReach", token="stranger", post_ids=1, owner_id=ask.wall) == 15
    assert "can_edit" not in shown(ask, 1, token="stranger")


def test_a_community_writes_on_its_own_wall_only(ask: Asker) -> None:
    post = ask("wall.post", token="community", message="Мы", owner_id=ask.wall)["post_id"]
    assert shown(ask, post)["from_id"] == ask.wall
    other = -ask.box.publics[1]
    assert ask.error("wall.post", token="community", owner_id=other, message="Мы") == 214


def test_a_role_makes_a_manager(ask: Asker) -> None:
    ask("groups.editManager", group_id=ask.public, user_id=2, role="editor")
    assert ask("stats.get", token="stranger", group_id=ask.public, intervals_count=1)
    roles = ask("groups.getMembers", group_id=ask.public, filter="managers")["items"]
    assert [one["role"] for one in roles] == ["creator", "editor"]
    ask("groups.editManager", group_id=ask.public, user_id=2, role="none")
    assert ask.error("stats.get", token="stranger", group_id=ask.public) == 15


def test_one_post_is_pinned_and_stands_first(ask: Asker) -> None:
    first, second = ask.post(), ask.post()
    for post in (first, 3):
        ask("wall.pin", owner_id=ask.wall, post_id=post)
        assert wall(ask)[0]["id"] == post
    assert [one["id"] for one in wall(ask) if one.get("is_pinned")] == [3]
    ask("wall.unpin", owner_id=ask.wall, post_id=3)
    assert wall(ask)[0]["id"] == second


def test_walls_are_found_by_name_and_searched(ask: Asker) -> None:
    ask.post(message="Про каток и лёд")
    name = ask.box.world.publics[ask.public]["screen_name"]
    assert ask("wall.get", domain=name)["items"][0]["text"] == "Про каток и лёд"
    found = ask("wall.search", owner_id=ask.wall, query="КАТОК лёд")
    assert found["count"] == 1
    assert ask.error("wall.get", domain="nobody") == 100
    assert ask.error("wall.get", owner_id=-5) == 100


def test_pages_of_a_wall_make_the_whole(ask: Asker) -> None:
    whole = [one["id"] for one in wall(ask)]
    parts = [one["id"] for start in range(0, 15, 5) for one in wall(ask, count=5, offset=start)]
    assert parts == whole
    assert wall(ask, offset=100) == []
    assert ask.error("wall.get", owner_id=ask.wall, offset=-1) == 100


def test_a_repost_holds_the_original(ask: Asker) -> None:
    post, other = ask.post(message="Важно"), ask.box.publics[1]
    told = ask("wall.repost", object=f"wall{ask.wall}_{post}", group_id=other)
    (copy,) = ask("wall.getById", posts=f"-{other}_{told['post_id']}", extended=1)["items"]
    assert copy["copy_history"][0]["text"] == "Важно"
    reposts = ask("wall.getReposts", owner_id=ask.wall, post_id=post)
    assert [one["id"] for one in reposts["items"]] == [told["post_id"]]
    assert ask.error("wall.repost", object="wall-5_5", group_id=other) == 104


def test_a_closed_community_shows_itself_to_members_only(ask: Asker) -> None:
    ask.asked_to_join()
    assert ask.error("wall.get", token="stranger", owner_id=ask.wall) == 15
    assert ask.error("board.getTopics", token="service", group_id=ask.public) == 15
    waiting = ask("groups.getRequests", group_id=ask.public)
    assert waiting == {"count": 1, "items": [2]}
    ask("groups.approveRequest", group_id=ask.public, user_id=2)
    assert ask("wall.get", token="stranger", owner_id=ask.wall)["count"] == 12
    assert ask("groups.getRequests", group_id=ask.public)["count"] == 0


def test_a_banned_person_writes_nothing(ask: Asker) -> None:
    post = ask.post()
    ask("groups.ban", group_id=ask.public, owner_id=2, end_date=ask.later())
    comment = {"owner_id": ask.wall, "post_id": post, "message": "а"}
    assert ask.error("wall.createComment", token="stranger", **comment) == 213
    assert ask.error("wall.post", token="stranger", owner_id=ask.wall, message="а") == 214
    ask.box.clock.advance(DAY + 1)
    assert ask("wall.createComment", token="stranger", **comment)


def comments(ask: Asker, post: int, **params: object) -> dict[str, list[dict[str, object]]]:
    given = {"count": 100, "thread_items_count": 10, **params}
    return ask("wall.getComments", owner_id=ask.wall, post_id=post, **given)


def test_counts_of_comments_agree_wherever_they_are_shown(ask: Asker) -> None:
    for post in wall(ask):
        talk = comments(ask, post["id"])
        level = talk["items"]
        assert talk["count"] == post["comments"]["count"]
        assert talk["current_level_count"] == len(level)
        assert talk["count"] == len(level) + sum(one["thread"]["count"] for one in level)


def test_comments_come_with_time_and_some_are_answered(ask: Asker) -> None:
    everything = [
        one
        for number in ask.box.publics[:10]
        for post in ask("wall.get", owner_id=-number, count=100)["items"]
        for one in ask(
            "wall.getComments", owner_id=-number, post_id=post["id"], thread_items_count=10
        )["items"]
    ]
    assert any(one["thread"]["count"] for one in everything)
    assert all(one["date"] <= ask.box.clock.now() for one in everything)


def test_a_comment_is_written_answered_changed_deleted(ask: Asker) -> None:
    post = ask.post()
    first = ask(
        "wall.createComment", token="stranger", owner_id=ask.wall, post_id=post, message="?"
    )
    which = {"owner_id": ask.wall, "comment_id": first["comment_id"]}
    answer = ask.comment(post, reply_to_comment=first["comment_id"], from_group=ask.public)
    (top,) = comments(ask, post)["items"]
    (told,) = top["thread"]["items"]
    assert (top["from_id"], told["from_id"], told["reply_to_user"]) == (2, ask.wall, 2)
    assert comments(ask, post, comment_id=top["id"])["items"][0]["id"] == answer["comment_id"]
    assert ask.error("wall.editComment", message="!", **which) == 15  # a manager may only delete
    ask("wall.editComment", token="stranger", message="!", **which)
    assert ask("wall.getComment", **which)["items"][0]["text"] == "!"
    ask("wall.deleteComment", **which)
    (gone,) = comments(ask, post)["items"]
    assert gone["deleted"]
    assert "text" not in gone
    assert ask.error("wall.deleteComment", **which) == 104
    ask("wall.restoreComment", **which)
    assert comments(ask, post)["items"][0]["text"] == "!"


def test_comments_are_paged_from_an_anchor_both_ways(ask: Asker) -> None:
    post = ask.post()
    ids = [ask.comment(post)["comment_id"] for _ in range(6)]
    page = comments(ask, post, start_comment_id=ids[2], count=2)
    assert [one["id"] for one in page["items"]] == ids[2:4]
    back = comments(ask, post, start_comment_id=ids[2], count=2, offset=-2)
    assert [one["id"] for one in back["items"]] == ids[:2]
    newest = comments(ask, post, sort="desc", count=1)
    assert newest["items"][0]["id"] == ids[-1]


def test_closed_comments_take_nothing(ask: Asker) -> None:
    post = {"owner_id": ask.wall, "post_id": ask.post()}
    ask("wall.closeComments", **post)
    assert ask.error("wall.createComment", message="а", **post) == 213
    assert shown(ask, post["post_id"])["comments"]["can_post"] == 0
    ask("wall.openComments", **post)
    assert ask("wall.createComment", message="а", **post)
    assert ask.error("wall.createComment", message="", **post) == 100
    assert ask.error("wall.createComment", owner_id=ask.wall, post_id=999, message="а") == 212


def test_likes_agree_wherever_they_are_shown(ask: Asker) -> None:
    post = {"type": "post", "owner_id": ask.wall, "item_id": 2}
    before = shown(ask, 2)["likes"]["count"]
    listed = ask("likes.getList", count=1000, **post)
    assert before > 0
    assert listed["count"] == before == len(set(listed["items"])) or listed["count"] > 1000
    assert ask("likes.add", **post)["likes"] == before + 1
    assert ask("likes.add", **post)["likes"] == before + 1
    assert shown(ask, 2)["likes"] == {
        "count": before + 1,
        "can_like": 0,
        "can_publish": 1,
        "user_likes": 1,
    }
    assert ask("likes.getList", count=1, **post)["items"] == [1]
    assert ask("likes.isLiked", **post)["liked"] == 1
    other = ask("likes.getList", count=1, offset=1, extended=1, **post)["items"][0]
    assert ask("likes.isLiked", user_id=other["id"], **post)["liked"] == 1
    assert ask("likes.delete", **post)["likes"] == before
    assert ask.error("likes.delete", **post) == 100
    assert ask.error("likes.add", type="post", owner_id=ask.wall, item_id=999) == 100


def test_a_topic_is_opened_written_in_closed_pinned(ask: Asker) -> None:
    seeded = ask("board.getTopics", group_id=ask.public)
    assert seeded["count"] == 2
    topic = ask.topic()
    ask("board.createComment", message="Ответ", from_group=1, **topic)
    talk = ask("board.getComments", extended=1, **topic)
    assert [one["text"] for one in talk["items"]] == ["Начало", "Ответ"]
    assert talk["items"][1]["from_id"] == ask.wall
    (told,) = ask("board.getTopics", preview=3, topic_ids=topic["topic_id"], group_id=ask.public)[
        "items"
    ]
    assert (told["comments"], told["first_comment"], told["last_comment"]) == (2, "Начало", "Ответ")
    ask("board.closeTopic", **topic)
    assert ask.error("board.createComment", message="а", **topic) == 15
    last = seeded["items"][-1]["id"]
    ask("board.fixTopic", group_id=ask.public, topic_id=last)
    assert ask("board.getTopics", group_id=ask.public)["items"][0]["id"] == last
    ask("board.deleteTopic", **topic)
    assert ask.error("board.getComments", **topic) == 104


def test_topics_belong_to_who_wrote_in_them(ask: Asker) -> None:
    said = ask.said()
    for method in ("board.deleteComment", "board.editComment"):
        assert ask.error(method, token="stranger", message="а", **said) == 15
    ask("board.deleteComment", **said)
    assert ask.error("board.deleteComment", **said) == 104
    ask("board.restoreComment", token="community", **said)
    assert ask.error("board.deleteTopic", token="stranger", **said) == 15


def test_a_poll_is_voted_in_and_counted(ask: Asker) -> None:
    poll = ask.poll(is_multiple=1, end_date=ask.later())
    which = {"owner_id": ask.wall, "poll_id": poll["id"]}
    yes, no = (one["id"] for one in poll["answers"])
    assert ask("polls.addVote", answer_ids=[yes, no], **which) == 1
    assert ask("polls.addVote", answer_ids=no, **which) == 0
    assert ask("polls.addVote", token="stranger", answer_ids=yes, **which) == 1
    seen = ask("polls.getById", **which)
    assert [(one["votes"], one["rate"]) for one in seen["answers"]] == [(2, 66.67), (1, 33.33)]
    assert (seen["votes"], seen["answer_ids"], seen["can_vote"]) == (3, [yes, no], False)
    voters = ask("polls.getVoters", answer_ids=[yes], **which)
    assert voters[0]["users"]["items"] == [1, 2]
    assert ask("polls.deleteVote", **which) == 1
    assert ask("polls.deleteVote", **which) == 0
    ask.box.clock.advance(DAY + 1)
    assert ask("polls.getById", **which)["closed"]
    assert ask.error("polls.addVote", answer_ids=no, **which) == 251


def test_polls_refuse_what_does_not_fit(ask: Asker) -> None:
    poll = ask.poll(is_anonymous=1)
    which = {"owner_id": ask.wall, "poll_id": poll["id"]}
    both = [one["id"] for one in poll["answers"]]
    assert ask.error("polls.addVote", answer_ids=both, **which) == 252
    assert ask.error("polls.addVote", answer_ids=5, **which) == 252
    assert ask.error("polls.getVoters", answer_ids=both, **which) == 253
    assert ask.error("polls.edit", token="stranger", question="?", **which) == 250
    assert ask.error("polls.getById", owner_id=ask.wall, poll_id=5) == 250
    assert ask.error("polls.create", question="?", add_answers="[]") == 100
    assert ask.error("polls.create", question="?", add_answers="no json") == 100
    ask("polls.edit", delete_answers=f"[{both[0]}]", edit_answers=f'{{"{both[1]}": "Да"}}', **which)
    (left,) = ask("polls.getById", **which)["answers"]
    assert left["text"] == "Да"


def test_a_poll_in_a_post_shows_its_votes(ask: Asker) -> None:
    poll = ask.poll()
    post = ask.post(attachments=f"poll{ask.wall}_{poll['id']}")
    answer = poll["answers"][0]["id"]
    ask("polls.addVote", owner_id=ask.wall, poll_id=poll["id"], answer_ids=answer)
    (seen,) = shown(ask, post)["attachments"]
    assert seen["poll"]["votes"] == 1


def polls_in(value: Any) -> list[dict[str, Any]]:
    """Polls anywhere in an answer or an event."""
    if isinstance(value, list):
        return [poll for one in value for poll in polls_in(one)]
    if not isinstance(value, dict):
        return []
    own = [value["poll"]] if isinstance(value.get("poll"), dict) else []
    return own + [poll for one in value.values() for poll in polls_in(one)]


@pytest.fixture
def poll(ask: Asker) -> str:
    """A poll in which a citizen voted, as an attachment."""
    made = ask.poll()
    ask.box.citizens.vote(ask.public, made["id"], made["answers"][0]["id"])
    return f"poll{ask.wall}_{made['id']}"


def repost(ask: Asker, source: int, post: int, target: int) -> int:
    return ask("wall.repost", object=f"wall-{source}_{post}", group_id=target)["post_id"]


def test_polls_of_reposts_are_counted(ask: Asker, poll: str) -> None:
    first, second, third = ask.box.publics[:3]
    post = ask.post(attachments=poll)
    again = repost(ask, first, post, second)
    last = repost(ask, second, again, third)

    seen = ask("wall.getById", posts=f"-{second}_{again},-{third}_{last}")

    assert [len(one["copy_history"]) for one in seen["items"]] == [1, 2]
    assert [one["votes"] for one in polls_in(seen)] == [1, 1]
    assert all("rate" in answer for one in polls_in(seen) for answer in one["answers"])


def test_polls_are_counted_wherever_they_are(ask: Asker, poll: str) -> None:
    post, topic = ask.post(attachments=poll), ask.topic()
    comment = ask.comment(post, attachments=poll)["comment_id"]
    ask.comment(post, attachments=poll, reply_to_comment=comment)
    ask("board.createComment", **topic, attachments=poll)
    asked = ask.asked()["message_id"]
    own = {"token": "community", "peer_id": 7}
    sent = ask("messages.send", **own, random_id=0, attachment=poll)
    ask("messages.send", **own, random_id=0, message="Да", forward_messages=[sent, asked])
    ask("messages.send", **own, random_id=0, message="Да", reply_to=sent)

    where = {"owner_id": ask.wall, "post_id": post}
    answers = [
        ask("wall.getComments", **where, thread_items_count=5),
        ask("wall.getComment", owner_id=ask.wall, comment_id=comment),
        ask("board.getComments", **topic),
        ask("messages.getHistory", **own),
        ask("messages.getConversations", token="community"),
        ask("messages.getHistoryAttachments", **own, attachment_types="poll"),
        [one.object for one in ask.box.events(ask.public)],
    ]
    assert [len(polls_in(one)) for one in answers] == [2, 1, 1, 3, 1, 1, 7]
    assert {one["votes"] for one in polls_in(answers)} == {1}


def test_polls_of_old_reposts_are_counted() -> None:
    ask = Asker(Sandbox(publics=2, posts=90, limits=False))
    second = ask.box.publics[1]

    wall = ask("wall.get", owner_id=-second, count=100)

    copies = [one["copy_history"] for one in wall["items"] if "copy_history" in one]
    assert polls_in(copies)
    assert all(one["votes"] == 0 for one in polls_in(copies))


def test_albums_hold_what_was_saved(ask: Asker) -> None:
    where = {"group_id": ask.public, "album_id": 5}
    sent = ask.upload("photos.getUploadServer", field="file1", **where)
    named = {name: sent[name] for name in ("server", "photos_list", "hash")}
    ask("photos.save", **named, **where)

    albums = ask("photos.getAlbums", owner_id=ask.wall)
    every = ask("photos.getAlbums", owner_id=ask.wall, need_system=1, need_covers=1)

    assert [(one["id"], one["size"]) for one in albums["items"]] == [(5, 1)]
    assert [one["id"] for one in every["items"]] == [-6, -7, -15, 5]
    assert (
        every["items"][1]["size"] == ask("photos.get", owner_id=ask.wall, album_id="wall")["count"]
    )
    assert ask("photos.getAlbums", owner_id=ask.wall, album_ids=6) == {"count": 0, "items": []}
    assert ask.error("photos.getAlbums", owner_id=-1) == 100


def reactions(ask: Asker, post: int, **given: Any) -> dict[str, Any]:
    return shown(ask, post, **given)["reactions"]


def test_citizens_react_to_posts(ask: Asker) -> None:
    post, box = ask.post(), ask.box
    box.citizens.react(ask.public, post, 3)
    box.citizens.react(ask.public, post, 3, citizen=8)
    box.citizens.react(ask.public, post, 1, citizen=8)
    box.citizens.like(ask.public, post, citizen=9)

    found = reactions(ask, post)
    assert found == {"count": 3, "items": [{"id": one, "count": 1} for one in (0, 1, 3)]}
    assert shown(ask, post)["likes"]["count"] == 3
    assert shown(ask, post)["reaction_set_id"] == "reactions"
    listed = ask("likes.getList", type="post", owner_id=ask.wall, item_id=post)
    assert (listed["items"], listed["reactions"]) == ([9, 8, 7], [0, 1, 3])
    assert [one.type for one in box.events(ask.public)].count("like_add") == 3


def test_own_reaction_is_named(ask: Asker) -> None:
    post, thing = ask.post(), {"type": "post", "owner_id": ask.wall}
    assert "user_reaction" not in reactions(ask, post)
    ask("likes.add", **thing, item_id=post)
    assert reactions(ask, post)["user_reaction"] == 0

    ask.box.citizens.react(ask.public, post, 2, citizen=1)
    assert reactions(ask, post)["user_reaction"] == 2
    ask("likes.delete", **thing, item_id=post)
    ask("likes.add", **thing, item_id=post)
    assert reactions(ask, post) == {
        "count": 1,
        "items": [{"id": 0, "count": 1}],
        "user_reaction": 0,
    }


def test_seeded_reactions_add_up(ask: Asker) -> None:
    ask.box.citizens.react(ask.public, 3, 5)
    kinds: set[int] = set()
    for post in wall(ask, extended=1):
        found, likes = post["reactions"], post["likes"]["count"]
        assert found["count"] == likes == sum(one["count"] for one in found["items"])
        thing = {"type": "post", "owner_id": ask.wall, "item_id": post["id"]}
        listed: list[int] = []
        for offset in range(0, likes, 100):
            page = ask("likes.getList", **thing, offset=offset, count=100)
            assert len(page["items"]) == len(page["reactions"])
            listed += page["reactions"]
        counted = [{"id": one, "count": listed.count(one)} for one in sorted(set(listed))]
        assert counted == found["items"]
        kinds |= set(listed)
    assert len(kinds) > 3


def test_reaction_sets_come_with_extended_walls(ask: Asker) -> None:
    extended = ask("wall.get", owner_id=ask.wall, count=1, extended=1)
    (known,) = extended["reaction_sets"]

    assert "reaction_sets" not in ask("wall.get", owner_id=ask.wall, count=1)
    assert known["id"] == extended["items"][0]["reaction_set_id"]
    assert [one["id"] for one in known["items"]] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("reaction", [-1, 6])
def test_unknown_reactions_are_refused(ask: Asker, reaction: int) -> None:
    with pytest.raises(ValueError, match="reaction"):
        ask.box.citizens.react(ask.public, 1, reaction)


def test_likes_of_other_things_have_no_reactions(ask: Asker) -> None:
    comment = ask.comment()
    thing = {"type": "comment", "owner_id": ask.wall, "item_id": comment["comment_id"]}
    ask("likes.add", **thing)

    assert set(ask("likes.getList", **thing)) == {"count", "items"}
