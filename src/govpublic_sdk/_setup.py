"""From what a user gives to what a client needs: keyring, services, clock; checked at the door."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govpublic_sdk import errors
from govpublic_sdk._flow import Challenge, Setting
from govpublic_sdk._hidden import hide
from govpublic_sdk._keyring import Keyring, Token
from govpublic_sdk._service import (
    LongPollService,
    Service,
    UploadService,
    VkService,
    checked_url,
)
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk._validation import check_fields

if TYPE_CHECKING:
    from govpublic_sdk.models._repair import Drift

__all__ = ["Clock", "keyring_from_env", "keyring_of", "setting"]


@check_fields
@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Time and chance, for tests and sandboxes that must not wait.

    Attributes:
        now: Seconds on a clock that never goes back.
        sleep: Waits for that many seconds; returns an awaitable for the async client.
        chance: A number from 0 to 1.
    """

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None] | None] | None = None
    chance: Callable[[], float] = random.random


def setting(
    vk: Token | Keyring | None,
    *,
    vk_url: str,
    language: str | None,
    clock: Clock,
    on_challenge: Challenge | None,
    on_drift: Callable[[str, tuple[Drift, ...]], None] | None,
    beside: Mapping[str, Service] | None = None,
    given: Mapping[str, object] | None = None,
) -> Setting:
    """What all calls of a client share.

    Args:
        vk: The token, or the keyring; it may be missing where there are other services.
        vk_url: Where VK's methods are.
        language: Language of names and error texts.
        clock: Time and chance.
        on_challenge: What answers captchas.
        on_drift: Told about values that did not fit.
        beside: Services other than VK's, by name.
        given: What rooms were given, by their names.

    Raises:
        ConfigurationError: No token, or an address that secrets may not be sent to.
    """
    url = checked_url("vk_url", vk_url)
    url = url if url.endswith("/") else url + "/"
    services: dict[str, Service] = {
        "vk": VkService(url=url, language=language, on_drift=on_drift),
        "upload": UploadService(secure=url.startswith("https://")),
        "long_poll": LongPollService(secure=url.startswith("https://")),
    }
    return Setting(
        services={**(beside or {}), **services},
        keyring=Keyring.without_tokens() if vk is None and beside is not None else keyring_of(vk),
        given=given or {},
        now=clock.now,
        chance=clock.chance,
        challenge=on_challenge,
    )


def keyring_of(vk: Token | Keyring | None) -> Keyring:
    """The keyring that was given, or one around a single token of unknown kind."""
    if isinstance(vk, Keyring):
        return vk
    if vk is None or vk == "":
        raise errors.ConfigurationError(
            "vk: no token was given.", advice='Use GovPublic(vk="...") or GovPublic.from_env().'
        )
    return Keyring(unknown=[vk])


_NAMES = ("VK_TOKEN", "VK_USER_TOKEN", "VK_SERVICE_TOKEN", "VK_COMMUNITY_TOKENS_FILE")


def keyring_from_env(environ: Mapping[str, str]) -> Keyring:
    """Tokens from `GOVPUBLIC_VK_TOKEN`, `_VK_USER_TOKEN`, `_VK_SERVICE_TOKEN` and a file.

    `GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE` names a JSON file `{"<id>": "<token>"}`. Each of the
    others may be given as `..._FILE`, the path of a mounted secret.

    Raises:
        ConfigurationError: None of them is set, or a file cannot be read.
    """
    user, service = _secret(environ, "VK_USER_TOKEN"), _secret(environ, "VK_SERVICE_TOKEN")
    unknown, communities = _secret(environ, "VK_TOKEN"), _communities(environ)
    if not (user or service or unknown or communities):
        raise errors.ConfigurationError(
            "There is no token in the environment.",
            advice=Text(
                "Set one of {names}. The first three also have a form NAME_FILE: a path.",
                names=tuple(f"GOVPUBLIC_{name}" for name in _NAMES),
            ),
        )
    return Keyring(
        users=[user] if user else [],
        service=service,
        communities=communities,
        unknown=[unknown] if unknown else [],
    )


def _secret(environ: Mapping[str, str], name: str) -> str | None:
    value = environ.get(f"GOVPUBLIC_{name}", "").strip()
    path = environ.get(f"GOVPUBLIC_{name}_FILE", "").strip()
    value = value or (_file(f"GOVPUBLIC_{name}_FILE", path).strip() if path else "")
    return hide(value) or None


def _communities(environ: Mapping[str, str]) -> dict[int, Token]:
    name = "GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE"
    path = environ.get(name, "").strip()
    if not path:
        return {}
    try:
        found: dict[str, Any] = json.loads(_file(name, path))
        return {int(group): str(token) for group, token in found.items()}
    except (ValueError, AttributeError):
        pass  # the error quotes the file, so it becomes no context
    raise errors.ConfigurationError(
        Text(
            "{name}: the file has the wrong form (expected JSON {example}).",
            name=name,
            example='{"<id>": "<token>"}',
        )
    )


def _file(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        failed = errors.ConfigurationError(
            Text(
                "{name}: the file {file} cannot be read ({error}).",
                name=name,
                file=show_value(Path(path).name),
                error=type(error).__name__,
            )
        )
    raise failed


def environment() -> Mapping[str, str]:
    """The environment of this process; its values have a masked `repr`."""
    return hide(dict(os.environ))
