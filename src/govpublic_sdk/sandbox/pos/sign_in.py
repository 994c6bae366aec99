"""Sign-in at the sandbox's ПОС: one OAuth client, one user, tokens with a lifetime."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from pydantic_core import to_json

from govpublic_sdk.sandbox.responses import Answered
from govpublic_sdk.sandbox.sites import Asked

__all__ = ["Account", "Tokens"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Credentials of a document system, derived from the seed and unlike any real ones.

    Attributes:
        client_id: Id of the OAuth client.
        client_secret: Its secret.
        username: Name of the user.
        password: Password of the user.
    """

    client_id: str
    client_secret: str = field(repr=False)
    username: str
    password: str = field(repr=False)

    @classmethod
    def from_seed(cls, seed: int) -> Account:
        """Create the account of a sandbox."""
        return cls(
            client_id="sandbox-client",
            client_secret=f"sandbox.secret.{_hash(seed, 'secret')}",
            username="sandbox-user",
            password=f"sandbox.password.{_hash(seed, 'password')}",
        )


class Tokens:
    """Issues and checks tokens. A new token does not end earlier ones.

    Args:
        seed: Seed of the credentials and tokens.
        now: Returns the time, in Unix seconds.

    Attributes:
        account: The only account.
        lifetime: Seconds for which a new token is valid.
    """

    def __init__(self, seed: int, now: Callable[[], float]) -> None:
        self.account: Account = Account.from_seed(seed)
        self.lifetime: float = 3600.0
        self._seed = seed
        self._now = now
        self._valid_until: dict[str, float] = {}

    def issue(self, asked: Asked) -> Answered:
        """Handle a token request by the password grant of OAuth 2.0.

        Both a wrong client and a wrong user are refused with 401.
        """
        form = dict(asked.fields)
        user = self.account.username, self.account.password
        if not self._is_client(asked.headers.get("authorization", "")):
            challenge = {"www-authenticate": 'Basic realm="sandbox"'}
            return _error_response(401, "invalid_client", "Неверный клиент", challenge)
        if form.get("grant_type") != "password":
            return _error_response(400, "unsupported_grant_type", "Нужен grant_type=password")
        if (form.get("username"), form.get("password")) != user:
            return _error_response(401, "invalid_grant", "Неверное имя пользователя или пароль")
        token_id = _hash(self._seed, f"token {len(self._valid_until)}")
        token = f"sandbox.{token_id}"
        self._valid_until[token] = self._now() + self.lifetime
        payload = {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": int(self.lifetime),
            "scope": form.get("scope") or "any",
            "jti": token_id[:16],
            "user_name": self.account.username,
        }
        return Answered(to_json(payload))

    def check(self, asked: Asked) -> Answered | None:
        """Return the refusal of a request without a valid token, else None."""
        kind, _, token = asked.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._valid_until.get(token, 0.0) > self._now():
            return None
        challenge = {"www-authenticate": 'Bearer realm="sandbox", error="invalid_token"'}
        return _error_response(401, "invalid_token", "Токен недействителен", challenge)

    def revoke(self) -> None:
        """Revoke all tokens issued so far."""
        self._valid_until = dict.fromkeys(self._valid_until, 0.0)

    @property
    def valid(self) -> int:
        """How many tokens are valid now."""
        return sum(until > self._now() for until in self._valid_until.values())

    def _is_client(self, header: str) -> bool:
        kind, _, encoded = header.partition(" ")
        try:
            credentials = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return False
        client = f"{self.account.client_id}:{self.account.client_secret}"
        return kind.lower() == "basic" and credentials == client


def _error_response(
    status: int, error: str, description: str, headers: dict[str, str] | None = None
) -> Answered:
    body = to_json({"error": error, "error_description": description})
    return Answered(body, status, headers or {})


def _hash(seed: int, purpose: str) -> str:
    return hashlib.sha256(f"{seed} pos {purpose}".encode()).hexdigest()[:32]
