"""Polls: creation, changes, votes."""

from __future__ import annotations

from govpublic_sdk.sandbox.methods.users import show_users
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.posts import new_poll
from govpublic_sdk.sandbox.uploads import address, take_upload
from govpublic_sdk.sandbox.world import Json

__all__ = ["show_poll"]


def _find_poll(ask: MethodCall) -> Json:
    owner_id = ask.number("owner_id", ask.caller.id)
    poll = ask.world.things.get(("poll", owner_id, ask.number("poll_id")))
    return poll or ask.refuse(250, "Access to poll denied")


def _get_votes(ask: MethodCall, poll: Json) -> dict[int, list[int]]:
    return ask.world.votes[(poll["owner_id"], poll["id"])]


def show_poll(ask: MethodCall, poll: Json) -> Json:
    """Show a poll with its current votes."""
    voters = _get_votes(ask, poll)
    votes = {answer["id"]: len(voters.get(answer["id"], ())) for answer in poll["answers"]}
    total = sum(votes.values())
    own_answers = [answer_id for answer_id in votes if ask.caller.id in voters.get(answer_id, ())]
    closed = _is_closed(ask, poll)
    return {
        **poll,
        "answers": [
            {**answer, "votes": votes[answer["id"]], "rate": _percent(votes[answer["id"]], total)}
            for answer in poll["answers"]
        ],
        "votes": total,
        "answer_ids": own_answers,
        "closed": closed,
        "can_vote": not (closed or own_answers),
        "can_edit": _can_edit(ask, poll),
    }


def _percent(votes: int, total: int) -> float:
    return round(100 * votes / total, 2) if total else 0


def _is_closed(ask: MethodCall, poll: Json) -> bool:
    return bool(poll["end_date"]) and poll["end_date"] <= ask.now


def _can_edit(ask: MethodCall, poll: Json) -> bool:
    is_author = poll["author_id"] == ask.caller.id
    return is_author or (poll["owner_id"] < 0 and ask.is_manager(-poll["owner_id"]))


@method("polls.create", "U")
def create(ask: MethodCall) -> Json:
    """Create a poll, to be attached to a post."""
    texts = ask.texts("add_answers")
    if not 1 <= len(texts) <= 10:
        ask.wrong("add_answers", "should hold 1 to 10 texts")
    owner_id = ask.number("owner_id", ask.caller.id)
    if owner_id < 0:
        ask.check_manager(ask.existing_group(-owner_id, "owner_id"))
    answers: list[Json] = [{"id": ask.world.new_id(), "text": text} for text in texts]
    poll = new_poll(owner_id, ask.world.new_id(), ask.now, ask.require("question"), answers)
    poll.update(
        author_id=ask.caller.id,
        anonymous=ask.flag("is_anonymous"),
        multiple=ask.flag("is_multiple"),
        end_date=ask.number("end_date", 0),
        disable_unvote=ask.flag("disable_unvote"),
    )
    ask.world.things["poll", owner_id, poll["id"]] = poll
    return show_poll(ask, poll)


@method("polls.getById", "U")
def get_by_id(ask: MethodCall) -> Json:
    """Return a poll with its votes."""
    return show_poll(ask, _find_poll(ask))


@method("polls.edit", "U")
def edit(ask: MethodCall) -> int:
    """Change question and answers."""
    poll = _find_poll(ask)
    if not _can_edit(ask, poll):
        ask.refuse(250, "Access to poll denied")
    poll["question"] = ask.text("question", poll["question"])
    if "add_answers" in ask.params:
        added = [{"id": ask.world.new_id(), "text": text} for text in ask.texts("add_answers")]
        poll["answers"] = [*poll["answers"], *added]
    if "delete_answers" in ask.params:
        deleted = ask.texts("delete_answers")
        poll["answers"] = [answer for answer in poll["answers"] if str(answer["id"]) not in deleted]
    if "edit_answers" in ask.params:
        changed = ask.table("edit_answers")
        for answer in poll["answers"]:
            answer["text"] = str(changed.get(str(answer["id"]), answer["text"]))
    poll["end_date"] = ask.number("end_date", poll["end_date"])
    return 1


@method("polls.addVote", "U")
def add_vote(ask: MethodCall) -> int:
    """Vote and return 1, or 0 if the caller has voted before."""
    poll, answer_ids = _find_poll(ask), ask.numbers("answer_ids")
    known = {answer["id"] for answer in poll["answers"]}
    if not answer_ids or not set(answer_ids) <= known:
        ask.refuse(252, "Invalid answer id")
    if len(answer_ids) > 1 and not poll["multiple"]:
        ask.refuse(252, "Invalid answer id")
    if _is_closed(ask, poll):
        ask.refuse(251, "Invalid poll id")
    voters = _get_votes(ask, poll)
    if any(ask.caller.id in user_ids for user_ids in voters.values()):
        return 0
    for answer_id in answer_ids:
        voters.setdefault(answer_id, []).append(ask.caller.id)
    if not poll["anonymous"]:  # VK names one answer, even when several were chosen
        event = {"owner_id": poll["owner_id"], "poll_id": poll["id"], "option_id": answer_ids[0]}
        ask.world.tell(-poll["owner_id"], "poll_vote_new", {**event, "user_id": ask.caller.id})
    return 1


@method("polls.deleteVote", "U")
def delete_vote(ask: MethodCall) -> int:
    """Withdraw a vote and return 1, or 0 if there is none or it is not allowed."""
    poll, removed = _find_poll(ask), 0
    if poll["disable_unvote"] or _is_closed(ask, poll):
        return 0
    for user_ids in _get_votes(ask, poll).values():
        if ask.caller.id in user_ids:
            user_ids.remove(ask.caller.id)
            removed = 1
    return removed


@method("polls.getVoters", "U")
def get_voters(ask: MethodCall) -> list[Json]:
    """Return the voters of each answer."""
    poll = _find_poll(ask)
    if poll["anonymous"]:
        ask.refuse(253, "Access denied, please vote first")
    voters, known = _get_votes(ask, poll), {answer["id"] for answer in poll["answers"]}
    if not set(ask.numbers("answer_ids")) <= known:
        ask.refuse(252, "Invalid answer id")
    return [
        {"answer_id": answer_id, "users": _page_users(ask, voters.get(answer_id, []))}
        for answer_id in ask.numbers("answer_ids")
    ]


def _page_users(ask: MethodCall, user_ids: list[int]) -> Json:
    page = ask.page(user_ids, count=100, most=1000)
    if ask.words("fields"):
        page["items"] = show_users(ask, page["items"])
    return page


@method("polls.getBackgrounds", "U")
def get_backgrounds(ask: MethodCall) -> list[Json]:
    """Return the predefined backgrounds."""
    points = [{"position": 0, "color": "6a5acd"}, {"position": 1, "color": "20b2aa"}]
    return [
        {"id": background_id, "type": "gradient", "angle": 90, "color": "6a5acd", "points": points}
        for background_id in (1, 2, 3)
    ]


@method("polls.getPhotoUploadServer", "U")
def get_photo_upload_server(ask: MethodCall) -> Json:
    """Return the upload address for a poll's photo."""
    return {"upload_url": address(ask, "poll photo")}


@method("polls.savePhoto", "U")
def save_photo(ask: MethodCall) -> Json:
    """Save a poll's photo."""
    take_upload(ask, "poll photo", ask.require("hash"), ask.require("photo"))
    return {"id": ask.world.new_id(), "color": "6a5acd", "images": []}
