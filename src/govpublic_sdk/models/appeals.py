"""The appeal of a citizen in a form common to all channels, with its parts.

A message is not legally an appeal: «сообщение» of the feedback platform and «обращение» of
59-ФЗ are two regimes, and a comment below a post is a third. `Appeal` is the word for all of them,
and `regime` names it (https://docs.cntd.ru/document/566320416).

Four things that platforms mix are kept apart: the regime (which law), the stage (where the work
is), the outcome (what came of it) and the deadlines. A closed appeal is not a solved one.
"""

from typing import Annotated, Final, Literal, NamedTuple, TypeAlias

from pydantic import Field, JsonValue, SerializationInfo, SkipValidation, field_serializer

from govpublic_sdk.models.base import Model, Moment, Number, Real, Word
from govpublic_sdk.models.deadlines import Deadline
from govpublic_sdk.models.private import Private, is_revealed

__all__ = [
    "DONE_STAGES",
    "FINAL_KINDS",
    "Appeal",
    "AppealAnswer",
    "AppealAttachment",
    "AppealEvent",
    "AppealId",
    "AppealPlace",
    "Applicant",
    "Category",
    "Level",
    "Outcome",
    "Regime",
    "RelatedAppeal",
    "Responsible",
    "Stage",
]

Json: TypeAlias = Annotated[JsonValue, SkipValidation]

Regime: TypeAlias = Annotated[
    Literal["message", "appeal_59fz", "incident", "service_request", "ticket"] | str, Word
]
Stage: TypeAlias = Annotated[
    Literal[
        "submitted",
        "moderation",
        "registered",
        "routing",
        "in_progress",
        "approval",
        "waiting_applicant",
        "answered",
        "closed",
        "reopened",
        "unknown",
    ]
    | str,
    Word,
]
Outcome: TypeAlias = Annotated[
    Literal[
        "none",
        "solved",
        "planned",
        "postponed",
        "explained",
        "refused",
        "forwarded",
        "duplicate",
        "withdrawn",
        "not_responsible",
        "not_solved",
        "unknown",
    ]
    | str,
    Word,
]

DONE_STAGES: Final = frozenset({"answered", "closed"})
"""Stages that need no further action; unknown words are not among them."""

FINAL_KINDS: Final = frozenset({"final", "refusal", "forward"})
"""Kinds of answers that end the matter for the body that answers."""


class AppealId(NamedTuple):
    """Identity of an appeal: its channel and its key there."""

    channel: str
    key: str

    def __str__(self) -> str:
        """Channel and key, such as `pos/1234567`."""
        return f"{self.channel}/{self.key}"


class Level(Model, frozen=True):
    """One level of a category.

    Attributes:
        id: Its id in the classifier of the channel, where there is one.
        name: Its name as the channel writes it.
    """

    id: str | None = None
    name: str | None = None


class Category(Model, frozen=True):
    """What an appeal is about, in three levels, from the coarse to the fine.

    Attributes:
        group: «Категория», a group of topics, a service group.
        topic: «Подкатегория», a topic, a service.
        fact: «Факт».
    """

    group: Level | None = None
    topic: Level | None = None
    fact: Level | None = None


class Applicant(Model, frozen=True):
    """The applicant; all fields are personal and private.

    Attributes:
        surname: The surname.
        name: The first name, or the whole name where a channel knows only that.
        patronymic: The patronymic.
        email: The e-mail address.
        phone: The phone number.
        post_address: Where a letter reaches the person.
        account: The account at the channel: an id of VK, a user of a tracker.
        by_post: Whether the answer is wanted by Russian Post.
    """

    surname: Private[str] | None = None
    name: Private[str] | None = None
    patronymic: Private[str] | None = None
    email: Private[str] | None = None
    phone: Private[str] | None = None
    post_address: Private[str] | None = None
    account: Private[str] | None = None
    by_post: bool | None = None


class AppealPlace(Model, frozen=True):
    """The place of the problem. The address may be a home, so it is hidden.

    Attributes:
        address: The address in words.
        latitude: Degrees north, -90 to 90.
        longitude: Degrees east, -180 to 180.
        region: The subject of the federation.
        municipality: The municipality.
        settlement: The settlement.
        street: The street.
        house: The house.
        postal_code: The postal code.
        oktmo: The ОКТМО code.
        okato: The ОКАТО code.
        id: The id of the place at the channel.
    """

    address: str | None = Field(default=None, repr=False)
    latitude: Real | None = Field(default=None, repr=False)
    longitude: Real | None = Field(default=None, repr=False)
    region: str | None = None
    municipality: str | None = None
    settlement: str | None = None
    street: str | None = Field(default=None, repr=False)
    house: str | None = Field(default=None, repr=False)
    postal_code: str | None = Field(default=None, repr=False)
    oktmo: str | None = None
    okato: str | None = None
    id: str | None = Field(default=None, repr=False)


class AppealAttachment(Model, frozen=True):
    """A file attached to an appeal or an answer, not fetched yet.

    Attributes:
        id: Its id at the channel.
        url: Its address; hidden, since it may contain a key.
        name: The name of the file as the sender wrote it; never a path to write to.
        content_type: The media type.
        size: Bytes, if the channel reports it.
    """

    id: str | None = None
    url: str | None = Field(default=None, repr=False)
    name: str | None = Field(default=None, repr=False)
    content_type: str | None = None
    size: Number | None = None


class AppealAnswer(Model, frozen=True):
    """What was answered.

    Attributes:
        id: Its number at the channel.
        kind: `interim`, `final`, `refusal`, `forward` or `postpone`.
        text: Text of the answer.
        at: When.
        author: Author of the answer as the channel reports it.
        attachments: Files that came with it.
    """

    id: str | None = None
    kind: (
        Annotated[Literal["interim", "final", "refusal", "forward", "postpone"] | str, Word] | None
    ) = None
    text: str | None = Field(default=None, repr=False)
    at: Moment | None = None
    author: str | None = Field(default=None, repr=False)
    attachments: tuple[AppealAttachment, ...] = ()


class AppealEvent(Model, frozen=True):
    """One step in the life of an appeal.

    Attributes:
        id: Its number at the channel.
        at: When it happened.
        kind: What happened: `message` of the citizen, `answer` of the authority, `comment` of
            anybody else, `stage`, `note`, or another word.
        stage: The stage that the appeal came to.
        raw_status: The channel's own word for it.
        text: The text.
        actor: Author of the event as the channel reports it.
    """

    id: str | None = None
    at: Moment | None = None
    kind: Annotated[Literal["message", "answer", "comment", "stage", "note"] | str, Word] | None = (
        None
    )
    stage: Stage | None = None
    raw_status: str | None = None
    text: str | None = Field(default=None, repr=False)
    actor: str | None = Field(default=None, repr=False)


class Responsible(Model, frozen=True):
    """The organisation or officer responsible for the answer.

    Attributes:
        id: The body's number at the channel, such as the `opaId` of the feedback platform.
        name: The body.
        executor: The person or the department that does the work.
    """

    id: str | None = None
    name: str | None = None
    executor: str | None = Field(default=None, repr=False)


class RelatedAppeal(Model, frozen=True):
    """Another appeal that this one belongs to.

    Attributes:
        id: Its id.
        kind: `duplicate`, `repeat`, `collective`, `parent` or another word.
    """

    id: AppealId
    kind: Annotated[Literal["duplicate", "repeat", "collective", "parent"] | str, Word] | None = (
        None
    )


class Appeal(Model, frozen=True):
    """What a citizen wrote to an authority, whichever way it came.

    Only the id is needed; all else may be missing. The text, names, contacts and addresses do not
    show; a dump leaves contacts and `raw` out unless its context is `models.REVEALED`.

    Attributes:
        id: The channel and the key there.
        numbers: Further numbers by their kind: `registration`, `correlation`, `outgoing`.
        regime: Which law rules it: `message`, `appeal_59fz`, `incident`, `service_request`.
        text: What the citizen wrote.
        title: A heading, where the channel has one.
        category: What it is about, in three levels.
        attributes: Further fields of the form, by their code.
        applicant: The applicant; None if the channel does not report it.
        co_applicants: Further applicants of a collective appeal.
        place: Where the matter is.
        attachments: Files that came with it.
        is_cropped: True if the channel reports that it cut the citizen's text.
        stage: Where the work is; stages may go back.
        outcome: The outcome; `unknown` if it was closed without one.
        reason: Why, in words of the channel.
        raw_status: The channel's own word for stage and outcome.
        submitted_at: When it was sent.
        registered_at: When it was registered.
        updated_at: When it was last changed.
        closed_at: When it was closed.
        deadlines: By when something must happen, and why.
        responsible: The organisation or officer that has to answer.
        answers: What was answered, oldest first.
        events: What happened, oldest first.
        rating: The mark that the citizen gave the answer, 1 to 5.
        related: Appeals that it belongs to.
        visibility: `public` where anybody may read it, else `private`.
        fast_track: Whether the platform wants a quick solution («быстрое решение»).
        version: What changes whenever the appeal changes, where the channel has such a mark.
        raw: What the channel sent.
    """

    id: AppealId
    numbers: dict[str, str] = Field(default_factory=dict[str, str])
    regime: Regime | None = None
    text: str | None = Field(default=None, repr=False)
    title: str | None = Field(default=None, repr=False)
    category: Category | None = None
    attributes: dict[str, Json] = Field(default_factory=dict[str, Json], repr=False)
    applicant: Applicant | None = None
    co_applicants: tuple[Applicant, ...] = ()
    place: AppealPlace | None = None
    attachments: tuple[AppealAttachment, ...] = ()
    is_cropped: bool | None = None
    stage: Stage = "unknown"
    outcome: Outcome = "none"
    reason: str | None = Field(default=None, repr=False)
    raw_status: str | None = None
    submitted_at: Moment | None = None
    registered_at: Moment | None = None
    updated_at: Moment | None = None
    closed_at: Moment | None = None
    deadlines: tuple[Deadline, ...] = ()
    responsible: Responsible | None = None
    answers: tuple[AppealAnswer, ...] = ()
    events: tuple[AppealEvent, ...] = ()
    rating: Number | None = None
    related: tuple[RelatedAppeal, ...] = ()
    visibility: Annotated[Literal["public", "private"] | str, Word] | None = None
    fast_track: bool | None = None
    version: str | None = None
    raw: Json | None = Field(default=None, repr=False)

    @property
    def is_open(self) -> bool:
        """Whether the appeal still needs action."""
        return self.stage not in DONE_STAGES

    @property
    def has_unknown_status(self) -> bool:
        """Whether the channel has a word for the stage whose meaning is not known.

        Such an appeal stays open on a desk, so that nothing is missed; figures count it apart.
        """
        return self.stage == "unknown" and bool(self.raw_status)

    def __hash__(self) -> int:
        """By the id."""
        return hash(self.id)

    @field_serializer("raw", mode="plain")
    def _raw_if_asked(self, raw: JsonValue, info: SerializationInfo) -> JsonValue:
        return raw if is_revealed(info) else None
