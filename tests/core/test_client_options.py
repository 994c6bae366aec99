"""Clients from the environment, and what is refused while a client is made."""

import json
import pickle
from pathlib import Path

import pytest

from govpublic_sdk import AsyncGovPublic, GovPublic, Keyring, errors, vk
from govpublic_sdk.testing import FakeTransport

NAMES = (
    "GOVPUBLIC_VK_TOKEN",
    "GOVPUBLIC_VK_USER_TOKEN",
    "GOVPUBLIC_VK_SERVICE_TOKEN",
    "GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE",
    "GOVPUBLIC_VK_URL",
)


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)


def test_no_token_lists_all_names() -> None:
    with pytest.raises(errors.ConfigurationError) as missing:
        GovPublic.from_env()
    assert all(name in str(missing.value) for name in NAMES[:4])


@pytest.mark.parametrize("client", [GovPublic, AsyncGovPublic])
def test_tokens_of_each_kind_are_found(
    client: type[GovPublic], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret, communities = tmp_path / "secret", tmp_path / "communities.json"
    secret.write_text("service\n", encoding="utf-8")
    communities.write_text(json.dumps({"1": "one", "2": "two"}), encoding="utf-8")
    monkeypatch.setenv("GOVPUBLIC_VK_TOKEN", " any ")
    monkeypatch.setenv("GOVPUBLIC_VK_USER_TOKEN", "user")
    monkeypatch.setenv("GOVPUBLIC_VK_SERVICE_TOKEN_FILE", str(secret))
    monkeypatch.setenv("GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE", str(communities))
    monkeypatch.setenv("GOVPUBLIC_VK_URL", "https://vk.invalid/method")
    made = client.from_env(timeout=3)
    assert repr(made.keyring) == "Keyring(service: 1, community: 2, user: 1, unknown: 1)"


def test_an_argument_wins() -> None:
    assert repr(GovPublic.from_env(vk="token").keyring) == "Keyring(unknown: 1)"


@pytest.mark.parametrize("text", ["[]", "nonsense", '{"x": "y"}'])
def test_a_broken_file_of_tokens_is_told(
    text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "tokens.json"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE", str(file))
    with pytest.raises(errors.ConfigurationError, match="COMMUNITY_TOKENS_FILE"):
        GovPublic.from_env()


def test_a_missing_file_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOVPUBLIC_VK_USER_TOKEN_FILE", str(tmp_path / "none"))
    with pytest.raises(errors.ConfigurationError, match="USER_TOKEN_FILE"):
        GovPublic.from_env()


@pytest.mark.parametrize("token", [None, ""])
def test_no_token_is_refused(token: str | None) -> None:
    with pytest.raises(errors.ConfigurationError, match="from_env"):
        GovPublic(token)


@pytest.mark.parametrize("name", ["timeout", "deadline", "wait"])
@pytest.mark.parametrize("seconds", [0, -1, 90_000, float("nan")])
def test_limits_have_ranges(name: str, seconds: float) -> None:
    with pytest.raises(errors.ParameterError, match=name):
        GovPublic("token", **{name: seconds})  # type: ignore[arg-type]


def test_a_client_is_not_pickled() -> None:
    with GovPublic("token") as client, pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(client)


def test_a_client_shows_no_token() -> None:
    with GovPublic(Keyring(users=["secret"])) as client:
        assert repr(client) == "GovPublic(Keyring(user: 1))"
        assert repr(client.posts) == "<posts of GovPublic(Keyring(user: 1))>"


def test_any_method_can_be_called() -> None:
    from govpublic_sdk.sandbox import Sandbox

    with Sandbox(publics=1) as box, box.client() as client:
        now = client.call("utils.getServerTime", result=int)
        people = client.call("users.get", {"user_ids": [1, 2]}, result=list[dict[str, object]])
    assert now == int(box.clock.now())
    assert [one["last_name"] for one in people] == ["1", "2"]


def test_language_goes_along_unless_a_call_names_its_own() -> None:
    table = FakeTransport({"users.get": []})
    with GovPublic("token", transport=table, language="ru") as client:
        client.run(vk.users.get([1]))
        client.run(vk.users.get([1]).with_params(lang="en"))
    assert [sent.params["lang"] for sent in table.sent] == ["ru", "en"]
