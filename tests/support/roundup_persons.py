"""Persons who use a Roundup tracker over HTTP."""

from __future__ import annotations

from typing import Any

import httpx

from roundup_server import Tracker

PICTURE = b"\x89PNG\r\n\x1a\n\x00\xff"


class Person(httpx.Client):
    """One who has an account of the tracker, and does what people do there."""

    def __init__(self, tracker: Tracker, name: str) -> None:
        super().__init__(
            base_url=f"{tracker.url}rest/data/",
            auth=tracker.auth(name),
            headers={"Origin": origin(tracker), "X-Requested-With": "rest"},
            # Answers come in two pieces; on a kept connection the second one waits 40 ms
            # for the acknowledgement of the first. https://www.rfc-editor.org/rfc/rfc896
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self.name = name

    def made(self, what: str, **fields: object) -> str:
        answer = self.post(what, json=fields)
        assert answer.status_code == 201, answer.text
        assert answer.headers["Location"] == answer.json()["data"]["link"]
        return answer.json()["data"]["id"]

    def says(self, text: str, **more: object) -> str:
        return self.made("msg", content=text, author=self.name, **more)

    def asks(self, text: str, **more: object) -> str:
        return self.made("issue", title=text, messages=[self.says(text)], **more)

    def reads(self, path: str, **params: Any) -> dict[str, Any]:
        """Read with filters, and with `_fields` for what Roundup calls `@fields`."""
        named = {name.replace("_", "@", 1): value for name, value in params.items()}
        answer = self.get(path, params=named)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def sees(self, issue: str, **params: Any) -> dict[str, Any]:
        return self.reads(f"issue/{issue}", **params)["attributes"]

    def tag(self, issue: str) -> str:
        return self.reads(f"issue/{issue}")["@etag"]

    def adds(self, issue: str, message: str, tag: str | None) -> httpx.Response:
        change = {"@op": "add", "messages": [message]}
        return self.patch(f"issue/{issue}", json=change, headers={"If-Match": tag} if tag else {})


def origin(tracker: Tracker) -> str:
    return tracker.url.removesuffix("/desk/")
