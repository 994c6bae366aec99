"""What a Roundup tracker can be asked, as calls; https://www.roundup-tracker.org/docs/rest.html.

Nothing here sends, and nothing decides what an answer means.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, TypeVar
from urllib.parse import urlsplit

from govpublic_sdk import Call, errors, models
from govpublic_sdk.appeals import (
    As,
    FetchedFile,
    FileOf,
    FilePart,
    OutgoingFile,
    RestRequest,
    RestService,
)
from roundup_issues import Issue, Issues, Message, Messages, Named, OneIssue

__all__ = ["Tracker", "service_of"]

T = TypeVar("T")
Safety: TypeAlias = Literal["idempotent", "unsafe"]


class Tracker:
    """The questions to one tracker.

    Args:
        service: The name of the service that is asked.
    """

    def __init__(self, service: str) -> None:
        self._service = service

    def issue(self, number: str) -> Call[dict[str, OneIssue]]:
        """One issue, with its tag."""
        return self._read(f"/issue/{_checked(number)}", Issue, As(dict[str, OneIssue]))

    def issues(self, filters: Mapping[str, str]) -> Call[dict[str, Issues]]:
        """Issues by their fields. A range of dates that it cannot read is no filter to Roundup."""
        return self._read("/issue", Issue, As(dict[str, Issues]), filters)

    def messages(self, numbers: Sequence[str]) -> Call[dict[str, Messages]]:
        """Several messages at once; numbers that are not there are left out."""
        query = "&".join(f"id={_checked(number)}" for number in numbers)
        return self._read(f"/msg?{query}", Message, As(dict[str, Messages]))

    def marked(self, mark: str, creator: str) -> Call[dict[str, Messages]]:
        """Messages of somebody with a mark. The colon is for exactly; else a part would do."""
        filters = {"messageid:": mark, "creator": creator}
        return self._read("/msg", Message, As(dict[str, Messages]), filters)

    def content(self, number: str) -> Call[FetchedFile]:
        """What a file holds; without the header, text would come as JSON."""
        accept = (("accept", "application/octet-stream"),)
        rest = RestRequest(path=f"/file/{_checked(number)}/binary_content", headers=accept)
        return Call(
            service=self._service, method="roundup.file", rest=rest, decode=FileOf(), safety="read"
        )

    def file(self, file: OutgoingFile) -> Call[dict[str, Named]]:
        """Store a file, which nobody sees before it hangs on an issue."""
        form = (("name", file.name), ("type", file.content_type))
        part = FilePart(
            name="content",
            filename=file.name,
            content=file.content,
            content_type=file.content_type,
        )
        rest = RestRequest(verb="POST", path="/file", form=form, files=(part,))
        return self._write(rest, As(dict[str, Named]), "idempotent")

    def message(self, fields: Mapping[str, object]) -> Call[dict[str, Named]]:
        """Store a message, which nobody sees before it hangs on an issue."""
        rest = RestRequest(verb="POST", path="/msg", body=json.dumps(fields).encode())
        return self._write(rest, As(dict[str, Named]), "idempotent")

    def new_issue(self, fields: Mapping[str, object]) -> Call[dict[str, Named]]:
        """Make an issue."""
        rest = RestRequest(verb="POST", path="/issue", body=json.dumps(fields).encode())
        return self._write(rest, As(dict[str, Named]), "unsafe")

    def change(self, issue: OneIssue, fields: Mapping[str, object]) -> Call[object]:
        """Change an issue, if it still has its tag; else it is a `Conflict`."""
        rest = RestRequest(
            verb="PUT",
            path=f"/issue/{issue.attributes.id}",
            body=json.dumps(fields).encode(),
            headers=(("if-match", issue.tag),),
        )
        return self._write(rest, As(object), "unsafe")

    def _read(
        self,
        path: str,
        item: type[models.Model],
        decode: As[T],
        filters: Mapping[str, str] | None = None,
    ) -> Call[T]:
        params = {"@fields": _fields_of(item), "@verbose": "3", **(filters or {})}
        return Call(
            service=self._service,
            method="roundup.read",
            params=tuple(params.items()),
            rest=RestRequest(path=path),
            decode=decode,
            safety="read",
        )

    def _write(self, rest: RestRequest, decode: As[T], safety: Safety) -> Call[T]:
        return Call(
            service=self._service, method="roundup.write", rest=rest, decode=decode, safety=safety
        )


def service_of(url: str, user: str, password: str) -> RestService:
    """Where and as whom a tracker is asked; it takes changes only from the origin of its pages."""
    home = urlsplit(url)
    secret = base64.b64encode(f"{user}:{password}".encode()).decode()
    return RestService(
        url=f"{url.rstrip('/')}/rest/data",
        headers={
            "authorization": f"Basic {secret}",
            "origin": f"{home.scheme}://{home.netloc}",
            "x-requested-with": "govpublic_sdk",
        },
        words=lambda reply: _words(reply.body),
        refusals={409: errors.InvalidRequest},  # a value that does not fit; a conflict is 412
        secrets=(password, secret),
    )


def _fields_of(item: type[models.Model]) -> str:
    """The fields to ask for: those that a model reads."""
    return ",".join(field.alias or name for name, field in item.model_fields.items())


def _words(body: bytes) -> str:
    """What an error says: `{"error": {"status": 404, "msg": "no such issue 9"}}`."""
    try:
        return str(json.loads(body)["error"]["msg"])
    except (ValueError, TypeError, KeyError):
        return ""


def _checked(number: str) -> str:
    """A number that goes into an address, where a slash would lead somewhere else.

    Raises:
        NotFound: It is no number, so there is nothing with it.
    """
    if number.isascii() and number.isdigit():
        return number
    raise errors.NotFound("Numbers of Roundup have digits only.")
