"""Polls: creation, changes, votes."""

from __future__ import annotations

from govpublic_sdk.sandbox.methods.users import show_users
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.posts import new_poll
from govpublic_sdk.sandbox.uploads import address, take_upload
from govpublic_sdk.sandbox.world import Json

__all__ = ["show_poll"]


def _find_poll(call: MethodCall) -> Json:
    owner_id = call.number("owner_id", call.caller.id)
    poll = call.world.things.get(("poll", owner_id, call.number("poll_id")))
    return poll or call.refuse(250, "Access to poll denied")


def _get_votes(call: MethodCall, poll: Json) -> dict[int, list[int]]:
    return call.world.votes[(poll["owner_id"], poll["id"])]


def show_poll(call: MethodCall, poll: Json) -> Json:
    """Show a poll with its current votes."""
    voters = _get_votes(call, poll)
    votes = {answer["id"]: len(voters.get(answer["id"], ())) for answer in poll["answers"]}
    total = sum(votes.values())
    rates = {
        answer_id: round(100 * count / total, 2) if total else 0
        for answer_id, count in votes.items()
    }
    own_answers = [answer_id for answer_id in votes if call.caller.id in voters.get(answer_id, ())]
    closed = _is_closed(call, poll)
    return {
        **poll,
        "answers": [
            {**answer, "votes": votes[answer["id"]], "rate": rates[answer["id"]]}
            for answer in poll["answers"]
        ],
        "votes": total,
        "answer_ids": own_answers,
        "closed": closed,
        "can_vote": not (closed or own_answers),
        "can_edit": _can_edit(call, poll),
    }


def _is_closed(call: MethodCall, poll: Json) -> bool:
    return bool(poll["end_date"]) and poll["end_date"] <= call.now


def _can_edit(call: MethodCall, poll: Json) -> bool:
    is_author = poll["author_id"] == call.caller.id
    return is_author or (poll["owner_id"] < 0 and call.is_manager(-poll["owner_id"]))


@method("polls.create", "U")
def create(call: MethodCall) -> Json:
    """Create a poll, to be attached to a post."""
    texts = call.texts("add_answers")
    if not 1 <= len(texts) <= 10:
        call.wrong("add_answers", "should hold 1 to 10 texts")
    owner_id = call.number("owner_id", call.caller.id)
    if owner_id < 0:
        call.check_manager(call.existing_group(-owner_id, "owner_id"))
    answers: list[Json] = [{"id": call.world.new_id(), "text": text} for text in texts]
    poll = new_poll(owner_id, call.world.new_id(), call.now, call.require("question"), answers)
    poll.update(
        author_id=call.caller.id,
        anonymous=call.flag("is_anonymous"),
        multiple=call.flag("is_multiple"),
        end_date=call.number("end_date", 0),
        disable_unvote=call.flag("disable_unvote"),
    )
    call.world.things["poll", owner_id, poll["id"]] = poll
    return show_poll(call, poll)


@method("polls.getById", "U")
def get_by_id(call: MethodCall) -> Json:
    """Return a poll with its votes."""
    return show_poll(call, _find_poll(call))


@method("polls.edit", "U")
def edit(call: MethodCall) -> int:
    """Change question and answers."""
    poll = _find_poll(call)
    if not _can_edit(call, poll):
        call.refuse(250, "Access to poll denied")
    poll["question"] = call.text("question", poll["question"])
    if "add_answers" in call.params:
        added = [{"id": call.world.new_id(), "text": text} for text in call.texts("add_answers")]
        poll["answers"] = [*poll["answers"], *added]
    if "delete_answers" in call.params:
        deleted = call.texts("delete_answers")
        poll["answers"] = [answer for answer in poll["answers"] if str(answer["id"]) not in deleted]
    if "edit_answers" in call.params:
        changed = call.table("edit_answers")
        for answer in poll["answers"]:
            answer["text"] = str(changed.get(str(answer["id"]), answer["text"]))
    poll["end_date"] = call.number("end_date", poll["end_date"])
    return 1


@method("polls.addVote", "U")
def add_vote(call: MethodCall) -> int:
    """Vote and return 1, or 0 if the caller has voted before."""
    poll, answer_ids = _find_poll(call), call.numbers("answer_ids")
    known = {answer["id"] for answer in poll["answers"]}
    if not answer_ids or not set(answer_ids) <= known:
        call.refuse(252, "Invalid answer id")
    if len(answer_ids) > 1 and not poll["multiple"]:
        call.refuse(252, "Invalid answer id")
    if _is_closed(call, poll):
        call.refuse(251, "Invalid poll id")
    voters = _get_votes(call, poll)
    if any(call.caller.id in user_ids for user_ids in voters.values()):
        return 0
    for answer_id in answer_ids:
        voters.setdefault(answer_id, []).append(call.caller.id)
    if not poll["anonymous"]:  # VK reports one answer, even if several were chosen
        event = {"owner_id": poll["owner_id"], "poll_id": poll["id"], "option_id": answer_ids[0]}
        call.world.tell(-poll["owner_id"], "poll_vote_new", {**event, "user_id": call.caller.id})
    return 1


@method("polls.deleteVote", "U")
def delete_vote(call: MethodCall) -> int:
    """Withdraw a vote and return 1, or 0 without a vote or permission."""
    poll, removed = _find_poll(call), 0
    if poll["disable_unvote"] or _is_closed(call, poll):
        return 0
    for user_ids in _get_votes(call, poll).values():
        if call.caller.id in user_ids:
            user_ids.remove(call.caller.id)
            removed = 1
    return removed


@method("polls.getVoters", "U")
def get_voters(call: MethodCall) -> list[Json]:
    """Return the voters of each answer."""
    poll = _find_poll(call)
    if poll["anonymous"]:
        call.refuse(253, "Access denied, please vote first")
    voters, known = _get_votes(call, poll), {answer["id"] for answer in poll["answers"]}
    answer_ids = call.numbers("answer_ids")
    shown: list[Json] = []
    if not set(answer_ids) <= known:
        call.refuse(252, "Invalid answer id")
    for answer_id in answer_ids:
        page = call.page(voters.get(answer_id, []), count=100, most=1000)
        if call.words("fields"):
            page["items"] = show_users(call, page["items"])
        shown.append({"answer_id": answer_id, "users": page})
    return shown


@method("polls.getBackgrounds", "U")
def get_backgrounds(call: MethodCall) -> list[Json]:
    """Return the predefined backgrounds."""
    points = [{"position": 0, "color": "6a5acd"}, {"position": 1, "color": "20b2aa"}]
    return [
        {"id": background_id, "type": "gradient", "angle": 90, "color": "6a5acd", "points": points}
        for background_id in (1, 2, 3)
    ]


@method("polls.getPhotoUploadServer", "U")
def get_photo_upload_server(call: MethodCall) -> Json:
    """Return the upload address for a poll's photo."""
    return {"upload_url": address(call, "poll photo")}


@method("polls.savePhoto", "U")
def save_photo(call: MethodCall) -> Json:
    """Save a poll's photo."""
    take_upload(call, "poll photo", call.require("hash"), call.require("photo"))
    return {"id": call.world.new_id(), "color": "6a5acd", "images": []}
