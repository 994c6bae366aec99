"""Who may ask the sandbox's ПОС: one client, one user, tokens that end by the sandbox's time."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from pydantic_core import to_json

from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.sites import Asked
from govpublic_sdk.sandbox.values import Json

__all__ = ["Account", "Tokens"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a document system needs to sign in; made from the seed, like no real one.

    Attributes:
        client_id: The name of the OAuth client.
        client_secret: Its secret.
        username: The name of the user.
        password: The user's password.
    """

    client_id: str
    client_secret: str = field(repr=False)
    username: str
    password: str = field(repr=False)

    @classmethod
    def of(cls, seed: int) -> Account:
        """The account of a sandbox."""
        return cls(
            client_id="sandbox-client",
            client_secret=f"sandbox.secret.{_mark(seed, 'secret')}",
            username="sandbox-user",
            password=f"sandbox.password.{_mark(seed, 'password')}",
        )


class Tokens:
    """Gives out tokens and knows which are valid; a new one does not end those before.

    Args:
        seed: Makes them.
        now: Returns the time, in Unix seconds.

    Attributes:
        account: The only account.
        lifetime: Seconds that a new token is valid.
    """

    def __init__(self, seed: int, now: Callable[[], float]) -> None:
        self.account: Account = Account.of(seed)
        self.lifetime: float = 3600.0
        self._seed = seed
        self._now = now
        self._until: dict[str, float] = {}

    def issue(self, asked: Asked) -> Answered:
        """Answer a request for a token, as OAuth 2.0 defines it for passwords.

        Both a wrong client and a wrong user are refused with 401.
        """
        form = dict(asked.fields)
        if not self._is_client(asked.headers.get("authorization", "")):
            challenge = {"www-authenticate": 'Basic realm="sandbox"'}
            return _refusal(401, "invalid_client", "Неверный клиент", challenge)
        if form.get("grant_type") != "password":
            return _refusal(400, "unsupported_grant_type", "Нужен grant_type=password")
        if (form.get("username"), form.get("password")) != self._user:
            return _refusal(401, "invalid_grant", "Неверное имя пользователя или пароль")
        return Answered(to_json(self._issue(form.get("scope") or "any")))

    def check(self, asked: Asked) -> Answered | None:
        """What is said to a request without a valid token; None for one that has it."""
        kind, _, token = asked.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._until.get(token, 0.0) > self._now():
            return None
        challenge = {"www-authenticate": 'Bearer realm="sandbox", error="invalid_token"'}
        return _refusal(401, "invalid_token", "Токен недействителен", challenge)

    def revoke(self) -> None:
        """No token that was given out so far is valid any more."""
        self._until = dict.fromkeys(self._until, 0.0)

    @property
    def valid(self) -> int:
        """How many tokens are valid now."""
        return sum(until > self._now() for until in self._until.values())

    @property
    def _user(self) -> tuple[str, str]:
        return self.account.username, self.account.password

    def _is_client(self, header: str) -> bool:
        kind, _, encoded = header.partition(" ")
        try:
            credentials = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return False
        client = f"{self.account.client_id}:{self.account.client_secret}"
        return kind.lower() == "basic" and credentials == client

    def _issue(self, scope: str) -> Json:
        mark = _mark(self._seed, f"token {len(self._until)}")
        token = f"sandbox.{mark}"
        self._until[token] = self._now() + self.lifetime
        return {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": int(self.lifetime),
            "scope": scope,
            "jti": mark[:16],
            "user_name": self.account.username,
        }


def _refusal(
    status: int, error: str, words: str, headers: dict[str, str] | None = None
) -> Answered:
    body = to_json({"error": error, "error_description": words})
    return Answered(body, status, headers or {})


def _mark(seed: int, what: str) -> str:
    return hashlib.sha256(f"{seed} pos {what}".encode()).hexdigest()[:32]
