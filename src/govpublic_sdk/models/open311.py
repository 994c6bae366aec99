"""Responses of GeoReport v2 servers (Open311), read leniently.

The spec is frozen (https://wiki.open311.org/GeoReport_v2); servers are not: numbers come as text,
booleans as words, single values in lists, missing values as `""`, `{}` or `[]`. The package
`open311` handles wrappers of lists and dates without a time zone.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal, cast

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Real, Word

__all__ = [
    "CreatedRequest",
    "CreatedUpdate",
    "Discovery",
    "DiscoveryEndpoint",
    "RequestLogEntry",
    "RequestNote",
    "ServiceAttribute",
    "ServiceDefinition",
    "ServiceRequest",
    "ServiceRequestUpdate",
    "ServiceType",
    "ServiceValue",
]


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("outside the years 1 to 9999") from None


def _is(kind: type, value: Any) -> bool:
    return isinstance(value, kind)


def _plain(value: Any) -> Any:
    """A single value without the list around it; what is empty is nothing."""
    while _is(list, value) and len(value) == 1:
        value = value[0]
    if _is(str, value):
        return value if value.strip() else None
    return None if value in ([], {}) else value


def _split(value: Any) -> Any:
    """A comma list as a list."""
    value = _plain(value)
    if _is(str, value):
        return tuple(word.strip() for word in value.split(",") if word.strip())
    return () if value is None else value


def _unwrap(value: Any) -> Any:
    """Unwrap an object of one field, which XML conversion leaves around list elements."""
    return next(iter(value.values())) if _is(dict, value) and len(value) == 1 else value


def _texts(value: Any) -> Any:
    """One text, a list of them, or such a list with a name around it: always a list."""
    value = _plain(_unwrap(_plain(value)))
    if _is(str, value):
        return (value,)
    return () if value is None else value


def _children(value: Any) -> Any:
    """A list, also where there is a name around it, or no list around a single child."""
    inner = _unwrap(value)
    value = inner if _is(dict, inner) or _is(list, inner) else value
    if value in (None, "", {}, [""], [None], [{}]):
        return []
    return [value] if _is(dict, value) else value


W3cMoment = Annotated[Moment, AfterValidator(_in_utc)]
CommaList = Annotated[tuple[str, ...], BeforeValidator(_split)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]


class _Told(Model, frozen=True):
    """Base of server responses; `lists` names the fields that must be lists."""

    lists: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _plainly(cls, values: Any) -> Any:
        if not isinstance(values, Mapping):
            return values
        scalars = cls.model_fields.keys() - cls.lists
        pairs = cast("Mapping[str, object]", values).items()
        return {name: _plain(value) if name in scalars else value for name, value in pairs}


class DiscoveryEndpoint(_Told, frozen=True):
    """One address of an API.

    Attributes:
        url: Where it is.
        specification: The spec that it follows.
        changeset: When it was last changed, as the server writes it.
        type: `production`, `test` or another word.
        formats: Media types that it answers with.
    """

    lists: ClassVar[frozenset[str]] = frozenset({"formats"})

    url: str | None = None
    specification: str | None = None
    changeset: str | None = None
    type: Annotated[Literal["production", "test", "acceptation"] | str, Word] | None = None
    formats: Texts = ()


class Discovery(_Told, frozen=True):
    """Self-description of a server, https://wiki.open311.org/Service_Discovery.

    Attributes:
        changeset: When it was last changed, as the server writes it.
        contact: Contact of the operator.
        key_service: How to get a key.
        endpoints: Its addresses.
    """

    lists: ClassVar[frozenset[str]] = frozenset({"endpoints"})

    changeset: str | None = None
    contact: str | None = None
    key_service: str | None = None
    endpoints: Annotated[list[DiscoveryEndpoint], BeforeValidator(_children)] = Field(
        default_factory=list[DiscoveryEndpoint]
    )


class ServiceType(_Told, frozen=True):
    """A kind of request that a server takes: GET services.

    Attributes:
        service_code: Its identity.
        service_name: What it is called.
        description: What it is for.
        metadata: Whether it asks further questions: see `service_definition`.
        type: `realtime` (a number at once), `batch` (a token now, a number later) or `blackbox`
            (never a number).
        keywords: Words by which it is found.
        group: The group it belongs to.
        groups: The same where there are several.
    """

    lists: ClassVar[frozenset[str]] = frozenset({"keywords", "groups"})

    service_code: str
    service_name: str | None = None
    description: str | None = None
    metadata: Flag | None = None
    type: Annotated[Literal["realtime", "batch", "blackbox"] | str, Word] | None = None
    keywords: CommaList = ()
    group: str | None = None
    groups: Texts = ()


class ServiceValue(_Told, frozen=True):
    """One choice of a list.

    Attributes:
        key: What is sent.
        name: What people read.
    """

    key: str
    name: str | None = None


class ServiceAttribute(_Told, frozen=True):
    """A question of a form.

    Attributes:
        code: Its code: what the answer is sent under.
        variable: Whether an answer is wanted; else it is a text to be read.
        datatype: `string`, `number`, `datetime`, `text`, `singlevaluelist`, `multivaluelist`.
        required: Whether it must be answered.
        datatype_description: How to answer.
        order: Its place, from 1.
        description: The question.
        values: The choices of a list.
    """

    lists: ClassVar[frozenset[str]] = frozenset({"values"})

    code: str
    variable: Flag | None = None
    datatype: (
        Annotated[
            Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
            | str,
            Word,
        ]
        | None
    ) = None
    required: Flag | None = None
    datatype_description: str | None = None
    order: Number | None = None
    description: str | None = None
    values: Annotated[list[ServiceValue], BeforeValidator(_children)] = Field(
        default_factory=list[ServiceValue]
    )


class ServiceDefinition(_Told, frozen=True):
    """The form of a service: GET services/{code}.

    Attributes:
        service_code: Whose form it is; some servers leave it out.
        attributes: Its questions.
    """

    lists: ClassVar[frozenset[str]] = frozenset({"attributes"})

    service_code: str | None = None
    attributes: Annotated[list[ServiceAttribute], BeforeValidator(_children)] = Field(
        default_factory=list[ServiceAttribute]
    )


class RequestNote(_Told, frozen=True):
    """What happened to a request, where a city has the `notes` extension.

    Attributes:
        datetime: When; the name is the server's.
        type: `opened`, `activity`, `closed` or another word.
        summary: A heading.
        description: What was done.
    """

    datetime: W3cMoment | None = None
    type: str | None = None
    summary: str | None = Field(default=None, repr=False)
    description: str | None = Field(default=None, repr=False)


class RequestLogEntry(_Told, frozen=True):
    """One step of a request, where a city has the extension `log`, as those of 6aika do.

    https://github.com/6aika/issue-reporting

    Attributes:
        id: Its number.
        time: When; the name is the server's.
        status: `allocated`, `handling`, `done` or another word.
        note: Text for the citizen.
        handler: The officer in charge as the server reports it: a name or an email address.
        attachment_url: Address of a file.
    """

    lists: ClassVar[frozenset[str]] = frozenset({"attachment_url"})

    id: str | None = None
    time: W3cMoment | None = None
    status: Annotated[Literal["allocated", "handling", "done"] | str, Word] | None = None
    note: str | None = Field(default=None, repr=False)
    handler: str | None = Field(default=None, repr=False)
    attachment_url: Texts = Field(default=(), repr=False)


class ServiceRequest(_Told, frozen=True):
    """A request: GET requests, GET requests/{id}.

    Attributes:
        service_request_id: Its number; 0 is one.
        status: `open` or `closed`; some servers have many more words.
        status_notes: Why it has that status.
        service_code: What kind it is.
        service_name: The kind in words.
        title: A heading, by an extension.
        description: What the citizen wrote; it does not show.
        detail: The same by an extension, without the heading.
        agency_responsible: The responsible agency; a text, a list or an object on the wire.
        service_notice: What the citizen may expect.
        requested_datetime: When it was made.
        updated_datetime: When it was last changed; for a closed one, when it was closed.
        expected_datetime: By when it is expected to be done.
        address: Where, in words.
        address_id: Where, by the number of an address register.
        zipcode: The postal code.
        lat: Degrees north (WGS84).
        long: Degrees east (WGS84).
        media_url: Addresses of pictures; nearly always one.
        attributes: Answers to the questions of the form, by an extension, as they came.
        extended_attributes: Further facts by an extension, as they came.
        notes: What happened, by an extension.
    """

    lists: ClassVar[frozenset[str]] = frozenset(
        {"agency_responsible", "attributes", "extended_attributes", "media_url", "notes"}
    )

    service_request_id: str
    status: Annotated[Literal["open", "closed"] | str, Word] | None = None
    status_notes: str | None = Field(default=None, repr=False)
    service_code: str | None = None
    service_name: str | None = None
    title: str | None = Field(default=None, repr=False)
    description: str | None = Field(default=None, repr=False)
    detail: str | None = Field(default=None, repr=False)
    agency_responsible: Texts = ()
    service_notice: str | None = Field(default=None, repr=False)
    requested_datetime: W3cMoment | None = None
    updated_datetime: W3cMoment | None = None
    expected_datetime: W3cMoment | None = None
    address: str | None = Field(default=None, repr=False)
    address_id: str | None = Field(default=None, repr=False)
    zipcode: str | None = Field(default=None, repr=False)
    lat: Real | None = Field(default=None, repr=False)
    long: Real | None = Field(default=None, repr=False)
    media_url: Texts = Field(default=(), repr=False)
    attributes: Raw | None = Field(default=None, repr=False)
    extended_attributes: Raw | None = Field(default=None, repr=False)
    notes: Annotated[list[RequestNote], BeforeValidator(_children)] = Field(
        default_factory=list[RequestNote]
    )

    @property
    def media_urls(self) -> tuple[str, ...]:
        """Addresses of pictures, including `extended_attributes.media_urls`, without duplicates."""
        more = self.extended_attributes
        found: object = more.get("media_urls") if isinstance(more, dict) else None
        named = found if isinstance(found, list) else [found]
        urls = [one for one in cast("list[object]", named) if isinstance(one, str) and one]
        return tuple(dict.fromkeys([*self.media_url, *urls]))

    @property
    def log(self) -> tuple[RequestLogEntry, ...]:
        """What happened, by `extended_attributes.log`, as the server orders it."""
        more = self.extended_attributes
        entries: object = _children(more.get("log")) if isinstance(more, dict) else []
        items = cast("list[object]", entries) if isinstance(entries, list) else []
        steps: list[Any] = [_unwrap(item) for item in items]
        return tuple(RequestLogEntry.model_validate(step) for step in steps if _is(dict, step))


class CreatedRequest(_Told, frozen=True):
    """Response to a new request: POST requests.

    Attributes:
        service_request_id: Its number; None if not assigned, or not yet.
        token: What the number can be asked for with later, at services of type `batch`.
        service_notice: What the citizen may expect.
        account_id: The citizen's account.
    """

    service_request_id: str | None = None
    token: str | None = Field(default=None, repr=False)
    service_notice: str | None = Field(default=None, repr=False)
    account_id: str | None = Field(default=None, repr=False)

    @property
    def type(self) -> Literal["realtime", "batch", "blackbox"]:
        """Kind of response: a number now, a number later, or no number."""
        if self.service_request_id is not None:
            return "realtime"
        return "blackbox" if self.token is None else "batch"


class ServiceRequestUpdate(_Told, frozen=True):
    """What happened to a request: GET servicerequestupdates, an extension of mySociety.

    https://github.com/mysociety/fixmystreet/wiki/Open311-FMS---Complete-Spec

    Attributes:
        update_id: Its number.
        service_request_id: What it belongs to.
        status: `open`, `closed`, `fixed`, `investigating`, `no_further_action` and others.
        updated_datetime: When it happened.
        description: The text; hidden.
        media_url: Addresses of pictures.
        external_status_code: The city's own word for the status.
        customer_reference: The city's own number of the request.
        extras: Further facts, as they came.
    """

    lists: ClassVar[frozenset[str]] = frozenset({"media_url", "extras"})

    update_id: str
    service_request_id: str
    status: Annotated[Literal["open", "closed"] | str, Word] | None = None
    updated_datetime: W3cMoment | None = None
    description: str | None = Field(default=None, repr=False)
    media_url: Texts = Field(default=(), repr=False)
    external_status_code: str | None = None
    customer_reference: str | None = None
    extras: Raw | None = Field(default=None, repr=False)


class CreatedUpdate(_Told, frozen=True):
    """Response to a new update: POST servicerequestupdates.

    Attributes:
        update_id: Its number there, which need not be the one that was sent.
        account_id: The citizen's account.
    """

    update_id: str | None = None
    account_id: str | None = Field(default=None, repr=False)
