"""`python -m govpublic_sdk.sandbox` serves a sandbox on loopback until it is stopped."""

from __future__ import annotations

import argparse
import json
import signal
import threading
from contextlib import ExitStack
from types import FrameType

from govpublic_sdk.sandbox.box import Sandbox
from govpublic_sdk.sandbox.control import Control

__all__ = ["main"]

_CITIZENS = range(3, 13)  # «Житель 3» to «Житель 12»; the control port gives any other token


def main(arguments: list[str] | None = None) -> None:
    """Serve until stopped.

    Args:
        arguments: The words of the command line; None for those of this process.
    """
    parser = _options()
    options = parser.parse_args(arguments)
    try:
        box = Sandbox(
            publics=options.publics,
            posts=options.posts,
            seed=options.seed,
            limits=not options.no_limits,
            post_size=options.post_size,
        )
    except ValueError as error:
        parser.error(str(error))
    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with ExitStack() as stack:
        try:
            url = stack.enter_context(box.serve(port=options.port))
            control = None
            if options.control or options.control_port is not None:
                control = stack.enter_context(box.control(port=options.control_port or 0))
        except OSError as error:
            parser.error(f"cannot listen: {error.strerror}; choose another port, or 0 for any")
        show = _as_json if options.json else _as_text
        print(show(box, url, control), flush=True)  # noqa: T201
        stopped.wait()


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else -1
    if not 0 <= port <= 65_535:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} (expected 0 to 65535)")
    return port


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m govpublic_sdk.sandbox", description="Serve a made-up VK on loopback."
    )
    parser.add_argument("--port", type=_port, default=8311, help="0 for any free port")
    parser.add_argument("--publics", type=int, default=37)
    parser.add_argument("--posts", type=int, default=30, help="posts on each wall")
    parser.add_argument("--post-size", type=int, default=1500, help="bytes of a post, about")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-limits", action="store_true", help="switch VK's limits off")
    parser.add_argument(
        "--json", action="store_true", help="first line: addresses and tokens as JSON"
    )
    parser.add_argument(
        "--control",
        action="store_true",
        help="also listen for actions: citizens, faults, time, record",
    )
    parser.add_argument("--control-port", type=_port, help="the same on this port")
    return parser


def _as_json(box: Sandbox, url: str, control: Control | None) -> str:
    tokens = {
        "user": box.user_token,
        "service": box.service_token,
        "communities": {str(public): box.community_token(public) for public in box.publics},
        "citizens": [box.user_token_of(one) for one in _CITIZENS],
    }
    beside = {"pos": box.pos.settings(), "open311": box.open311.settings()}
    port = {"control": {"url": control.url, "token": control.token}} if control else {}
    return json.dumps({"url": url, "publics": box.publics, "tokens": tokens, **beside, **port})


def _as_text(box: Sandbox, url: str, control: Control | None) -> str:
    first = box.publics[0]
    port = f"control port at {control.url}, token {control.token}\n" if control else ""
    return (
        f"Sandbox at {url}, {len(box.publics)} publics; stop it with Ctrl-C.\n"
        f"user token:      {box.user_token}\n"
        f"service token:   {box.service_token}\n"
        f"community {first}: {box.community_token(first)}\n"
        f"feedback platform at {box.pos.url}, Open311 at {box.open311.url} (keys: --json)\n"
        f"{port}"
        f"try: curl '{url}groups.getById?group_id={first}&v=5.199' "
        f"-H 'Authorization: Bearer {box.service_token}'"
    )


if __name__ == "__main__":
    main()
