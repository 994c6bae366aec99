"""Polls: they are created, changed, voted in."""

from __future__ import annotations

from govpublic_sdk.sandbox.methods.users import users_of
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.posts import new_poll
from govpublic_sdk.sandbox.uploads import address, take_upload
from govpublic_sdk.sandbox.world import Json

__all__ = ["show_poll"]


def _poll(ask: MethodCall) -> Json:
    owner = ask.number("owner_id", ask.caller.id)
    found = ask.world.things.get(("poll", owner, ask.number("poll_id")))
    return found or ask.refuse(250, "Access to poll denied")


def _votes(ask: MethodCall, poll: Json) -> dict[int, list[int]]:
    return ask.world.votes[(poll["owner_id"], poll["id"])]


def show_poll(ask: MethodCall, poll: Json) -> Json:
    """A poll with its votes of this moment."""
    voted = _votes(ask, poll)
    votes = {one["id"]: len(voted.get(one["id"], ())) for one in poll["answers"]}
    total = sum(votes.values())
    own = [number for number in votes if ask.caller.id in voted.get(number, ())]
    closed = _is_closed(ask, poll)
    return {
        **poll,
        "answers": [
            {**one, "votes": votes[one["id"]], "rate": _share(votes[one["id"]], total)}
            for one in poll["answers"]
        ],
        "votes": total,
        "answer_ids": own,
        "closed": closed,
        "can_vote": not (closed or own),
        "can_edit": _may_edit(ask, poll),
    }


def _share(votes: int, total: int) -> float:
    return round(100 * votes / total, 2) if total else 0


def _is_closed(ask: MethodCall, poll: Json) -> bool:
    return bool(poll["end_date"]) and poll["end_date"] <= ask.now


def _may_edit(ask: MethodCall, poll: Json) -> bool:
    own = poll["author_id"] == ask.caller.id
    return own or (poll["owner_id"] < 0 and ask.is_manager(-poll["owner_id"]))


@method("polls.create", "U")
def create(ask: MethodCall) -> Json:
    """A new poll, to be attached."""
    texts = ask.texts("add_answers")
    if not 1 <= len(texts) <= 10:
        ask.wrong("add_answers", "should hold 1 to 10 texts")
    owner = ask.number("owner_id", ask.caller.id)
    if owner < 0:
        ask.check_manager(ask.existing_group(-owner, "owner_id"))
    answers: list[Json] = [{"id": ask.world.new_id(), "text": text} for text in texts]
    poll = new_poll(owner, ask.world.new_id(), ask.now, ask.require("question"), answers)
    poll.update(
        author_id=ask.caller.id,
        anonymous=ask.flag("is_anonymous"),
        multiple=ask.flag("is_multiple"),
        end_date=ask.number("end_date", 0),
        disable_unvote=ask.flag("disable_unvote"),
    )
    ask.world.things["poll", owner, poll["id"]] = poll
    return show_poll(ask, poll)


@method("polls.getById", "U")
def get_by_id(ask: MethodCall) -> Json:
    """A poll with its votes."""
    return show_poll(ask, _poll(ask))


@method("polls.edit", "U")
def edit(ask: MethodCall) -> int:
    """Change question and answers."""
    poll = _poll(ask)
    if not _may_edit(ask, poll):
        ask.refuse(250, "Access to poll denied")
    poll["question"] = ask.text("question", poll["question"])
    if "add_answers" in ask.params:
        added = [{"id": ask.world.new_id(), "text": text} for text in ask.texts("add_answers")]
        poll["answers"] = [*poll["answers"], *added]
    if "delete_answers" in ask.params:
        gone = ask.texts("delete_answers")
        poll["answers"] = [one for one in poll["answers"] if str(one["id"]) not in gone]
    if "edit_answers" in ask.params:
        changed = ask.table("edit_answers")
        for one in poll["answers"]:
            one["text"] = str(changed.get(str(one["id"]), one["text"]))
    poll["end_date"] = ask.number("end_date", poll["end_date"])
    return 1


@method("polls.addVote", "U")
def add_vote(ask: MethodCall) -> int:
    """Vote; 1 when it counted, 0 when the caller had voted."""
    poll, wanted = _poll(ask), ask.numbers("answer_ids")
    known = {answer["id"] for answer in poll["answers"]}
    if not wanted or not set(wanted) <= known or (len(wanted) > 1 and not poll["multiple"]):
        ask.refuse(252, "Invalid answer id")
    if _is_closed(ask, poll):
        ask.refuse(251, "Invalid poll id")
    voted = _votes(ask, poll)
    if any(ask.caller.id in people for people in voted.values()):
        return 0
    for number in wanted:
        voted.setdefault(number, []).append(ask.caller.id)
    if not poll["anonymous"]:  # VK names one answer, even when several were chosen
        told = {"owner_id": poll["owner_id"], "poll_id": poll["id"], "option_id": wanted[0]}
        ask.world.tell(-poll["owner_id"], "poll_vote_new", {**told, "user_id": ask.caller.id})
    return 1


@method("polls.deleteVote", "U")
def delete_vote(ask: MethodCall) -> int:
    """Take a vote back; 0 when there was none, or when it is not allowed."""
    poll, gone = _poll(ask), 0
    if poll["disable_unvote"] or _is_closed(ask, poll):
        return 0
    for people in _votes(ask, poll).values():
        if ask.caller.id in people:
            people.remove(ask.caller.id)
            gone = 1
    return gone


@method("polls.getVoters", "U")
def get_voters(ask: MethodCall) -> list[Json]:
    """Who voted, by answer."""
    poll = _poll(ask)
    if poll["anonymous"]:
        ask.refuse(253, "Access denied, please vote first")
    voted, known = _votes(ask, poll), {answer["id"] for answer in poll["answers"]}
    if not set(ask.numbers("answer_ids")) <= known:
        ask.refuse(252, "Invalid answer id")
    return [
        {"answer_id": number, "users": _page(ask, voted.get(number, []))}
        for number in ask.numbers("answer_ids")
    ]


def _page(ask: MethodCall, people: list[int]) -> Json:
    page = ask.page(people, count=100, most=1000)
    if ask.words("fields"):
        page["items"] = users_of(ask, page["items"])
    return page


@method("polls.getBackgrounds", "U")
def get_backgrounds(ask: MethodCall) -> list[Json]:
    """Ready-made backgrounds."""
    points = [{"position": 0, "color": "6a5acd"}, {"position": 1, "color": "20b2aa"}]
    return [
        {"id": number, "type": "gradient", "angle": 90, "color": "6a5acd", "points": points}
        for number in (1, 2, 3)
    ]


@method("polls.getPhotoUploadServer", "U")
def get_photo_upload_server(ask: MethodCall) -> Json:
    """Where a poll's photo can be sent."""
    return {"upload_url": address(ask, "poll photo")}


@method("polls.savePhoto", "U")
def save_photo(ask: MethodCall) -> Json:
    """Save a poll's photo."""
    take_upload(ask, "poll photo", ask.require("hash"), ask.require("photo"))
    return {"id": ask.world.new_id(), "color": "6a5acd", "images": []}
