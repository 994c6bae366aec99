"""A marker token goes through every kind of trouble; it must come out nowhere."""

import asyncio
import io
import logging
import pickle
import traceback
from typing import Any

import pytest

from govpublic_sdk import GovPublic, Keyring, errors, vk
from govpublic_sdk.sandbox import Sandbox
from run_steps import question

SECRET_TEXT = "жалоба жителя"


def trouble(box: Sandbox) -> list[Any]:
    """Every fault that a sandbox knows, each for the next call."""
    faults = box.faults
    return [
        lambda: faults.error(10),
        lambda: faults.error(5, "invalid access_token", fields={"error_subcode": 1114}),
        lambda: faults.error(100, f"bad token {box.user_token}"),
        lambda: faults.captcha(),
        lambda: faults.validation(),
        lambda: faults.html(),
        lambda: faults.empty(),
        lambda: faults.status(502),
        lambda: faults.cut(),
        lambda: faults.reset(),
        lambda: faults.drift(lambda answer: "nonsense"),
    ]


@pytest.mark.parametrize("place", range(11))
@pytest.mark.parametrize("served", [False, True])
def test_nothing_shows_the_token_or_a_citizens_words(place: int, *, served: bool) -> None:
    records = io.StringIO()
    handler = logging.StreamHandler(records)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with Sandbox(publics=1, limits=False) as box:
            told = [_told(box, place, served=served)]
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    everything = "\n".join([*told, records.getvalue()])
    assert box.user_token not in everything
    assert SECRET_TEXT not in everything


def _told(box: Sandbox, place: int, *, served: bool) -> str:
    keyring = Keyring(users=[box.user_token])
    if not served:
        with box.client(vk=keyring, retry=None) as client:
            return _all_words(box, client, place)
    with box.serve() as url, GovPublic(keyring, vk_url=url, retry=None) as client:
        return _all_words(box, client, place)


def _all_words(box: Sandbox, client: GovPublic, place: int) -> str:
    trouble(box)[place]()
    call = vk.wall.create_comment(-box.publics[0], 1, SECRET_TEXT)
    try:
        client.run(call)
    except errors.GovPublicError as error:
        words = [str(error), repr(error), repr(error.__cause__), repr(error.__context__)]
        words += [traceback.format_exc(), repr(vars(error))]
        raw = getattr(error, "raw", None)
        words = [one.replace(repr(raw), "") for one in words] if raw is not None else words
        again = pickle.loads(pickle.dumps(error))
        return "\n".join([*words, str(again), repr(client), repr(client.keyring), repr(call)])
    pytest.fail("the fault did not strike")


def test_a_citizens_words_stay_out_of_repr() -> None:
    with Sandbox(publics=1) as box, box.client() as client:
        post = client.posts.publish(box.publics[0], "Объявление")
        client.comments.create(post, SECRET_TEXT)
        page = client.comments.get(post)
        assert page.items[0].text == SECRET_TEXT
        assert SECRET_TEXT not in repr(page)


def test_logs_are_silent_by_default() -> None:
    assert any(
        isinstance(one, logging.NullHandler) for one in logging.getLogger("govpublic_sdk").handlers
    )


def test_a_token_source_that_raises_says_so_itself() -> None:
    def broken() -> str:
        raise OSError("the vault is closed")

    with GovPublic(broken) as client, pytest.raises(OSError, match="vault"):
        client.run(question())


def test_two_loops_may_use_one_client_in_turn() -> None:
    with Sandbox(publics=1) as box:
        client = box.async_client()
        assert [len(asyncio.run(client.run(vk.users.get([1])))) for _ in range(2)] == [1, 1]
        asyncio.run(client.close())
