"""Whatever a sandbox is asked, it answers in VK's envelope and its world stays whole."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.sandbox.methods import load
from govpublic_sdk.sandbox.params import METHODS
from sandbox_calls import CALLS, Asker

load()

PUBLIC = 210_000_001
ODD = (
    *("", "0", "1", "-1", "2", "7", "1001", "1000001", "1000007", "--5", "²", "1e9", "NaN", "a"),
    *(str(PUBLIC), str(-PUBLIC), f"-{PUBLIC}_1", f"photo-{PUBLIC}_100001", f"video-{PUBLIC}_9"),
    *("post", "comment", "all", "day", "year", "desc", "null", "[]", '["a"]', "[[]]", "{}", "id7"),
    *('{"1": 2}', "a,b,,c", ",", "menu,members_count,_menu_fault", "postponed", "managers", "5_5"),
    *("2000000000", "99999999999999", "9" * 30, "http://a.invalid", f"poll-{PUBLIC}_400009"),
)
VALUES = st.sampled_from(ODD) | st.integers(-(2**70), 2**70).map(str) | st.text(max_size=20)
TOKENS = st.sampled_from(["user", "stranger", "service", "community"])
NAMES = st.sampled_from(
    ["offset", "count", "fields", "extended", "sort", "filter", "guid", "attachments", "from_group"]
)
FEW = st.dictionaries(NAMES, VALUES, max_size=2)
READINGS = ("wall.get", "groups.getById")


def fresh() -> Asker:
    return Asker(Sandbox(publics=3, posts=20, limits=False))


def seen(ask: Asker, method: str, params: dict[str, Any], token: str) -> None:
    answer = ask.answer(method, params, token)
    assert set(answer) & {"response", "error"}
    assert not private(answer), "what only the sandbox knows was shown"


def private(value: Any) -> list[str]:
    """Names that begin with an underscore, anywhere in an answer."""
    if isinstance(value, list):
        return [name for one in value for name in private(one)]
    if not isinstance(value, dict):
        return []
    inner = [name for one in value.values() for name in private(one)]
    return [name for name in value if name.startswith("_")] + inner


@pytest.mark.parametrize("method", CALLS)
@settings(max_examples=8, deadline=None)
@given(st.data())
def test_any_call_is_answered(method: str, data: st.DataObject) -> None:
    ask, row = fresh(), data.draw(st.sampled_from(CALLS[method]))
    params = dict(row.params(ask))
    for name in data.draw(st.lists(st.sampled_from(sorted(params) or ["v"]), max_size=2)):
        params[name] = data.draw(VALUES)
    seen(ask, method, params | data.draw(FEW), data.draw(TOKENS))
    for reading in READINGS:
        assert ask(reading, owner_id=ask.wall, group_id=ask.public, extended=1)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), FEW)
def test_any_program_is_answered(code: str, params: dict[str, str]) -> None:
    seen(fresh(), "execute", {**params, "code": code}, "user")


@pytest.mark.parametrize("method", METHODS)
def test_methods_answer_without_parameters(method: str) -> None:
    for token in ("user", "stranger", "service", "community"):
        seen(fresh(), method, {}, token)
