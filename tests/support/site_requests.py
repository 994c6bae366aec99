"""Asks services of a sandbox, in the process or over HTTP, and gives back what both have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

import httpx

from govpublic_sdk import Request
from govpublic_sdk.appeals import FilePart
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.sandbox.transport import SandboxTransport

__all__ = ["WAYS", "Asker", "Said", "asker"]

WAYS = ("in the process", "over HTTP")
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Said:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Asker(Protocol):
    """One way to ask."""

    def __call__(
        self,
        verb: str,
        url: str,
        *,
        params: Mapping[str, object] | None = None,
        form: object = None,
        json: object = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Said: ...


@contextmanager
def asker(box: Sandbox, way: str) -> Iterator[Asker]:
    if way == "in the process":
        yield _in_process(box)
        return
    with (
        box.serve(real_time=False),
        httpx.Client(timeout=10, trust_env=False) as client,
    ):
        yield _over_http(client)


def _in_process(box: Sandbox) -> Asker:
    transport = SandboxTransport(box.gateway, box.clock)

    def ask(verb, url, *, params=None, form=None, json=None, files=None, headers=None) -> Said:
        address = f"{url}?{urlencode(params)}" if params else url
        named = dict(headers or {})
        parts = tuple(
            FilePart(name=name, filename=file, content=content)
            for name, (file, content) in (files or {}).items()
        )
        if parts:
            request = Request(
                method=verb, url=address, headers=named, form=dict(form or {}), files=parts
            )
        else:
            body, kind = _encoded(form, json)
            named |= {"content-type": kind} if kind else {}
            request = Request(method=verb, url=address, headers=named, body=body)
        reply = transport.send(request, 10.0)
        return Said(reply.status, reply.headers, reply.body)

    return ask


def _encoded(form: Any, value: object) -> tuple[bytes, str]:
    if isinstance(value, bytes):
        return value, "application/json"
    if value is not None:
        return json.dumps(value).encode(), "application/json"
    if form is not None:
        return urlencode(form, doseq=True).encode(), FORM
    return b"", ""


def _over_http(client: httpx.Client) -> Asker:
    def ask(verb, url, *, params=None, form=None, json=None, files=None, headers=None) -> Said:
        named = dict(headers or {})
        more: dict[str, Any] = {"params": params} if params else {}
        if files:
            more |= {"data": form or {}, "files": files}
        else:
            body, kind = _encoded(form, json)
            named |= {"content-type": kind} if kind else {}
            more["content"] = body
        reply = client.request(verb, url, headers=named, **more)
        return Said(reply.status_code, reply.headers, reply.content)

    return ask
