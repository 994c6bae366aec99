"""A webhook for VK's Callback API, under FastAPI or with the standard library's WSGI server.

The application stores an event and says `ok`; the handler of the answering bot answers it beside.
Without arguments it runs on the sandbox, which posts events to it, and ends when all citizens are
answered:

    python examples/webhook_service.py
    python examples/webhook_service.py --wsgi

On real VK it stands behind a proxy that speaks TLS, and registers itself under that address:

    export GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE=tokens.json GOVPUBLIC_CALLBACK_SECRET=...
    python examples/webhook_service.py --real samara --url https://bot.example.ru/vk/
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from typing import TypeAlias
from wsgiref.simple_server import make_server

from answering_bot import HOURS, TYPES, Bot, finished, options_of
from govpublic_sdk import GovPublic, models
from govpublic_sdk.events import CallbackApp, GroupSettings, Worker
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.store import Inbox, Outbox
from tables import as_table
from townsfolk import Townsfolk

Server: TypeAlias = Callable[[CallbackApp, int], AbstractContextManager[str]]


@contextmanager
def by_fastapi(app: CallbackApp, port: int) -> Generator[str]:
    """Mount the application in a site of FastAPI and serve it in a thread, with uvicorn."""
    import uvicorn
    from fastapi import FastAPI

    site = FastAPI()
    site.mount("/vk", app)  # the address in VK's settings ends with a stroke: /vk/
    server = uvicorn.Server(uvicorn.Config(site, log_level="warning"))
    listener = socket.create_server(("127.0.0.1", port))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/vk/"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def by_wsgi(app: CallbackApp, port: int) -> Generator[str]:
    """Serve the application in a thread with the standard library; `gunicorn` takes it as well."""
    with make_server("127.0.0.1", port, app.wsgi) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.1,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/vk/"
        finally:
            server.shutdown()
            thread.join()


class Service:
    """The callback server of a public, and the worker behind it."""

    def __init__(
        self, client: GovPublic, public: models.Public, inbox: Inbox, answers: Outbox, secret: str
    ) -> None:
        code = partial(client.events.confirmation, public)  # asked for: VK changes it at times
        settings = GroupSettings(secret, confirmation=code)
        self.app = CallbackApp(inbox, groups={public.id: settings})
        self.set_up = partial(client.events.set_up, public, secret=secret, types=TYPES)
        self.stop = threading.Event()
        handle = Bot(client, inbox, answers).handle
        self._worker = Worker(inbox, handle, pause=0.2, sleep=self.stop.wait)

    def work(self) -> None:
        """Answer until told to stop, or Ctrl-C."""
        self._worker.run(self.stop.is_set)


def on_sandbox(server: Server, citizens: int) -> None:
    """Answer some citizens of a made-up public."""
    with (
        TemporaryDirectory() as folder,
        Inbox(Path(folder) / "bot.db") as inbox,
        Outbox(Path(folder) / "bot.db") as answers,
        Sandbox(publics=1) as box,
        box.serve() as vk_url,
        GovPublic(box.keyring(), vk_url=vk_url) as client,
    ):
        public = client.publics.get(box.publics[0])
        service = Service(client, public, inbox, answers, secret=token_urlsafe(24))
        folk = Townsfolk(box, public.id, citizens=citizens, button=HOURS)
        with server(service.app, 0) as url:
            service.set_up(url)
            then = {"then": service.stop.set}
            threading.Thread(target=folk.talk, kwargs=then, daemon=True).start()
            service.work()
        print(as_table(folk.rows()))


def on_vk(server: Server, name: str, file: Path, lease: float, *, port: int, url: str) -> None:
    """Answer on real VK until Ctrl-C."""
    with (
        Inbox(file, lease=lease) as inbox,
        Outbox(file) as answers,
        GovPublic.from_env() as client,
    ):
        public = client.publics.get(name)
        secret = os.environ["GOVPUBLIC_CALLBACK_SECRET"]
        service = Service(client, public, inbox, answers, secret)
        with server(service.app, port):
            service.set_up(url)  # VK asks the server for its code meanwhile
            print(f"answers for {public.name} at {url}; Ctrl-C ends it", flush=True)
            service.work()


def main() -> int:
    """Answer on the sandbox or on VK."""
    parser = options_of(str(__doc__))
    parser.add_argument("--url", help="with --real: where VK finds this server, https://...")
    parser.add_argument("--port", type=int, default=8000, help="with --real: the port here")
    parser.add_argument("--wsgi", action="store_true", help="serve with wsgiref, not FastAPI")
    chosen = parser.parse_args()
    server = by_wsgi if chosen.wsgi else by_fastapi
    if not chosen.real:
        return finished(lambda: on_sandbox(server, chosen.citizens))
    if not chosen.url or "GOVPUBLIC_CALLBACK_SECRET" not in os.environ:
        parser.error("--real wants --url, and GOVPUBLIC_CALLBACK_SECRET in the environment")
    where = {"port": chosen.port, "url": chosen.url}
    return finished(lambda: on_vk(server, chosen.real, chosen.store, chosen.lease, **where))


if __name__ == "__main__":
    sys.exit(main())
