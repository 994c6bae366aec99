"""What goes out to a GeoReport v2 server: new requests, and answers as updates; it asks nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict, cast

from govpublic_sdk import open311
from govpublic_sdk._core.calls import Call
from govpublic_sdk._texts import Text, any_of, show_value
from govpublic_sdk.appeals.replies import AppealUpdate, NewAppeal, OutgoingFile, Reply
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.models.appeals import Appeal, AppealId, Category, Level
from govpublic_sdk.models.open311 import ServiceRequest
from govpublic_sdk.open311._requests import TakenWithoutNumber

if TYPE_CHECKING:
    from pathlib import Path

    from govpublic_sdk.models.appeals import AppealPlace
    from govpublic_sdk.models.open311 import CreatedRequest, CreatedUpdate
    from govpublic_sdk.open311.server import Server

__all__ = [
    "appeal_of",
    "creation",
    "has_words",
    "is_answer",
    "is_created",
    "same_text",
    "update",
    "update_id",
]

_CONTACTS = frozenset({"first_name", "last_name", "email", "phone", "account_id", "device_id"})
_LONG_START = 40  # a shorter text is one of its own rather than a cut one
_FIELDS = frozenset({"status", "media_url"})


class _Place(TypedDict, total=False):
    lat: float
    long: float
    address: str
    address_id: str


def creation(server: Server, new: NewAppeal) -> Call[CreatedRequest]:
    """The question that makes a request."""
    _only("contacts", new.contacts, _CONTACTS)
    if len(new.media_urls) > 1:
        raise ParameterError(
            "media_urls", Text("{count} addresses", count=len(new.media_urls)), "one address"
        )
    code = server.correlation_attribute
    own = {code: new.key} if code is not None and new.key is not None else {}
    return open311.create(
        server,
        new.service or "",
        description=f"{new.title}\n\n{new.text}" if new.title else new.text,
        attributes={**new.attributes, **own},
        media_url=new.media_urls[0] if new.media_urls else None,
        media=_media(new.files),
        **_where(new.place),
        **new.contacts,
    )


def appeal_of(
    channel: str, new: NewAppeal, created: CreatedRequest, raw: Any, call: Call[Any]
) -> Appeal:
    """The appeal that a request has become; its date is the server's, so mostly not known yet.

    Raises:
        TakenWithoutNumber: The server gave no number.
    """
    if created.service_request_id is None:
        how = "gave a token in place of a number" if created.token else "never gives numbers"
        what = f"{call!r} was carried out; the server {how}. See `error.created`."
        raise TakenWithoutNumber(f"{what} Do not send it again.", created=created, call=call)
    attributes: dict[str, Any] = dict(new.attributes)
    return Appeal(
        id=AppealId(channel, created.service_request_id),
        numbers={"correlation": new.key} if new.key is not None else {},
        regime="service_request",
        text=new.text,
        title=new.title,
        category=Category(topic=Level(id=new.service)),
        attributes=attributes,
        place=new.place,
        stage="submitted",
        submitted_at=ServiceRequest.model_validate(raw).requested_datetime,
        raw=raw,
    )


def update(server: Server, appeal: Appeal, reply: Reply, at: datetime) -> Call[CreatedUpdate]:
    """The question that answers."""
    _only("attributes", reply.attributes, _FIELDS)
    media_url = reply.attributes.get("media_url")
    return open311.create_update(
        server,
        appeal.id.key,
        update_id=update_id(appeal, reply),
        status=_word(server, reply),
        updated_at=at,
        description=reply.text,
        media_url=None if media_url is None else str(media_url),
        media=_media(reply.files),
    )


def update_id(appeal: Appeal, reply: Reply) -> str:
    """The number of an answer: the same for the same key, another for each appeal."""
    mark = f"{appeal.id.key}\n{reply.key}".encode("utf-8", "surrogatepass")
    return f"gp-{hashlib.sha256(mark).hexdigest()[:32]}"


def is_answer(server: Server, appeal: Appeal, reply: Reply, one: AppealUpdate) -> bool:
    """Whether an update is a certain answer: by its number, else by its status and its text."""
    if one.appeal.key != appeal.id.key:
        return False
    if one.event.id == update_id(appeal, reply):
        return True
    status = (one.event.raw_status or "").lower() == _word(server, reply).lower()
    return status and one.answer is not None and same_text(one.answer.text, reply.text)


def has_words(appeal: Appeal, reply: Reply, raw: object) -> bool:
    """Whether an update without a number has the text of a certain answer."""
    if not isinstance(raw, Mapping):
        return False
    told = cast("Mapping[str, object]", raw)
    words = told.get("description")
    is_own = str(told.get("service_request_id")) == appeal.id.key
    return is_own and isinstance(words, str) and same_text(words, reply.text)


def is_created(key: str, text: str | None, one: Appeal) -> bool | None:
    """Whether an appeal is the one that was made with a key or a text; None if that is not clear.

    A title is put before the text, and servers cut long texts.
    """
    shown = one.numbers.get("correlation")
    if shown:
        return shown == key
    if text is None:
        return None
    described = one.text or ""
    if same_text(described, text) or same_text(described.partition("\n\n")[2], text):
        return True
    words, start = " ".join(text.split()), " ".join(described.split()).rstrip(".…")
    is_cut = words.startswith(start) and (len(start) >= _LONG_START or not start)
    return None if is_cut else False


def same_text(one: str | None, other: str | None) -> bool:
    """Whether two texts say the same, spaces aside."""
    return (one or "").split() == (other or "").split()


def _word(server: Server, reply: Reply) -> str:
    """The server's word for the state that an answer brings."""
    words, kind = server.update_statuses, reply.kind
    if reply.attributes.get("status"):
        return str(reply.attributes["status"])
    if kind == "final" and reply.solved is not None:
        return words.get("solved" if reply.solved else "not_solved", words["final"])
    return words[kind]


def _only(name: str, given: Mapping[str, object], allowed: frozenset[str]) -> None:
    unknown = sorted(set(given) - allowed)
    if unknown:
        raise ParameterError(
            name,
            Text("unknown names: {names}", names=tuple(show_value(one) for one in unknown)),
            any_of(sorted(allowed)),
        )


def _where(place: AppealPlace | None) -> _Place:
    """The one way to say where: coordinates, else a number, else words."""
    if place is None:
        return {}
    if place.latitude is not None and place.longitude is not None:
        return {"lat": place.latitude, "long": place.longitude}
    if place.id is not None:
        return {"address_id": place.id}
    return {"address": place.address} if place.address is not None else {}


def _media(files: Sequence[OutgoingFile]) -> list[tuple[str, bytes | Path, str]]:
    return [(file.name, file.content, file.content_type) for file in files]
