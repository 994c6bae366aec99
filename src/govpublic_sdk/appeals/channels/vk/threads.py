"""Who answers whom in comments and topics, and the appeal of such a text. Pure.

An answer of the public belongs to the message that VK names, else to the last message of the
person whom it addresses, else to the last author before it. It also answers what the same
person wrote earlier and got no answer to, and nothing that was written later.

Messages in open sources are not appeals by 59-ФЗ or messages of the feedback platform; orders of
regions call them a thing of their own: https://docs.cntd.ru/document/570893550,
https://base.garant.ru/400401184. Their regime is `incident`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from govpublic_sdk.appeals.channels.vk.content import all_attachments, whole_text
from govpublic_sdk.appeals.channels.vk.convert import (
    EventKind,
    Said,
    addressee,
    answer_of,
    applicant_of,
    event_of,
    is_gone,
    raw_of,
    strip_address,
)
from govpublic_sdk.models.appeals import (
    Appeal,
    AppealAnswer,
    AppealEvent,
    AppealId,
    RelatedAppeal,
    Responsible,
)
from govpublic_sdk.models.base import Model

if TYPE_CHECKING:
    from govpublic_sdk.models.users import User

__all__ = [
    "History",
    "Thread",
    "public_appeal",
]

S = TypeVar("S", bound=Said)
_ANYBODY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What became of one word.

    Attributes:
        stage: `answered`, `submitted`, or `reopened`: written after an answer, not answered yet.
        answers: What the public answered to it.
        events: What was said before and after.
        earlier: The word of the same person before it.
        is_repeat: Whether that one had been answered when this one was written.
    """

    stage: Literal["submitted", "answered", "reopened"] = "submitted"
    answers: tuple[AppealAnswer, ...] = ()
    events: tuple[AppealEvent, ...] = ()
    earlier: int | None = None
    is_repeat: bool = False


class Thread(Generic[S]):
    """Words in the order in which they were said; those that come twice are there once.

    Args:
        public: The public that answers, a positive id.
        words: What was said, in any order.
        is_whole: Whether the history of a word is the whole thread; else it is only what its
            author and the public said to each other.
    """

    def __init__(self, public: int, words: Iterable[S], *, is_whole: bool = True) -> None:
        there = {word.id: word for word in words if not is_gone(word)}
        self._public = public
        self._words = [there[number] for number in sorted(there)]
        self._places = {one.id: place for place, one in enumerate(self._words)}
        self._targets = self._find_targets()
        self._talks = self._find_talks()
        self._is_whole = is_whole
        self._own = [event_of(word, word.id, self._kind(word)) for word in self._words]
        self._others = [_by_another(event) for event in self._own]

    def __iter__(self) -> Iterator[S]:
        """The words of citizens, oldest first."""
        return (word for word in self._words if _is_citizens(word))

    def get(self, number: int) -> S | None:
        """The word of a citizen with this number."""
        place = self._places.get(number)
        word = None if place is None else self._words[place]
        return word if word is not None and _is_citizens(word) else None

    def history(self, word: S, since: datetime | None = None) -> History:
        """What became of a word.

        Args:
            word: One of those in the thread.
            since: What its author and the public said before this moment does not count.
        """
        place = self._places[word.id]
        talk = [one for one in self._talk(place) if one >= place or self._counts(one, since)]
        answers = self._answers(place, talk)
        before = [one for one in talk if one < place]
        earlier = [self._words[one].id for one in before if one not in self._targets]
        repeated = any(one in self._targets for one in before)
        return History(
            stage="answered" if answers else "reopened" if repeated else "submitted",
            answers=tuple(
                answer_of(self._words[answer], self._words[answer].id) for answer in answers
            ),
            events=self._events(talk),
            earlier=earlier[-1] if earlier else None,
            is_repeat=repeated,
        )

    def _events(self, talk: list[int]) -> tuple[AppealEvent, ...]:
        """What was said, as one looks at it who answers one person: others make comments."""
        if not self._is_whole:
            return tuple(self._own[one] for one in talk)
        events = self._others.copy()
        for one in talk:
            events[one] = self._own[one]
        return tuple(events)

    def _kind(self, word: S) -> EventKind:
        return "answer" if word.from_id == -self._public else "message"

    def _find_targets(self) -> dict[int, int | None]:
        """Which word each answer of the public goes to, by their places."""
        targets: dict[int, int | None] = {}
        last: dict[int, int] = {}
        for place, word in enumerate(self._words):
            if word.from_id == -self._public:
                targets[place] = self._target(place, targets, last)
            elif _is_citizens(word):
                last[word.from_id or _ANYBODY] = last[_ANYBODY] = place
        return targets

    def _target(
        self, place: int, targets: dict[int, int | None], last: dict[int, int]
    ) -> int | None:
        word = self._words[place]
        named = self._places.get(getattr(word, "reply_to_comment", None) or 0)
        if named is not None and named < place:
            return targets.get(named, named)
        person = getattr(word, "reply_to_user", None) or addressee(word.text) or _ANYBODY
        return last.get(max(person, _ANYBODY))

    def _find_talks(self) -> dict[int, list[int]]:
        """What each citizen and the public said to each other, by places."""
        talks: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self._words)):
            target = self._targets.get(place, place)
            author = None if target is None else self._words[target].from_id
            if author and author > 0:
                talks[author].append(place)
        return talks

    def _talk(self, place: int) -> list[int]:
        """What the author of a word and the public said to each other, by places."""
        author = self._words[place].from_id
        if author:
            return self._talks[author]
        return [place, *(one for one, target in self._targets.items() if target == place)]

    def _answers(self, place: int, talk: list[int]) -> list[int]:
        """The places of the answers to a word."""
        found: list[int] = []
        for one in talk:
            target = self._targets.get(one)
            if target is None or target < place:
                continue
            if target == place or not any(answer < target for answer in found):
                found.append(one)
        return found

    def _counts(self, place: int, since: datetime | None) -> bool:
        date = self._words[place].date
        return since is None or date is None or date >= since


def _by_another(event: AppealEvent) -> AppealEvent:
    return event.model_copy(update={"kind": "comment"}) if event.kind == "message" else event


def _is_citizens(word: Said) -> bool:
    """Communities are not citizens; an author that VK does not name may be."""
    return (word.from_id or 0) >= 0


def public_appeal(
    number: AppealId,
    said: Said,
    *,
    public: int,
    url: str,
    title: str | None = None,
    history: History | None = None,
    people: Mapping[int, User] | None = None,
) -> Appeal:
    """The appeal that a comment or a message in a topic is.

    Args:
        number: Its id.
        said: What was written.
        public: The public that has to answer.
        url: Address of the text.
        title: The title of the topic.
        history: What became of it; nothing yet where only an event is known.
        people: Those whose names are known.
    """
    known = history or History(events=(event_of(said, said.id, "message"),))
    dates = [event.at for event in known.events if event.at is not None]
    return Appeal(
        id=number,
        regime="incident",
        text=whole_text(said, strip_address(said.text)),
        title=title,
        attributes={"url": url},
        applicant=applicant_of(said.from_id, people or {}),
        attachments=all_attachments(said),
        stage=known.stage,
        submitted_at=said.date,
        updated_at=max(dates, default=None),
        responsible=Responsible(id=str(public)),
        answers=known.answers,
        events=known.events,
        related=_to_related(number, known),
        visibility="public",
        raw=raw_of(said) if isinstance(said, Model) else None,
    )


def _to_related(number: AppealId, history: History) -> tuple[RelatedAppeal, ...]:
    if history.earlier is None:
        return ()
    place, _, _ = number.key.partition("_")
    earlier = AppealId(number.channel, f"{place}_{history.earlier}")
    return (RelatedAppeal(id=earlier, kind="repeat" if history.is_repeat else "parent"),)
