"""VKScript as libraries send it, its limits, and whatever else may come as a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import vk_api.requests_pool
import vk_api.tools
from hypothesis import given, settings
from hypothesis import strategies as st
from vkbottle.tools import vkscript as from_python

import vkscript_programs
from govpublic_sdk import batch, vk
from govpublic_sdk.sandbox.vkscript import CompileError, Limits, RunError, run

SMALL = Limits(steps=2_000, volume=200_000, items=1_000, text=10_000)


def no_call(method: str, params: dict[str, Any]) -> Any:
    raise AssertionError(f"{method} was called")


def evaluate(expression: str, **variables: Any) -> Any:
    given = "".join(f"var {name} = {json.dumps(value)};" for name, value in variables.items())
    return run(f"{given} return {expression};", no_call)


class Wall:
    """Posts that are asked for in pages; it refuses a wall it does not know."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[dict[str, Any]] = []

    def __call__(self, method: str, params: dict[str, Any]) -> Any:
        self.asked.append({"method": method, **params})
        if str(params.get("owner_id")) == "-404":
            return False
        first, count = int(params.get("offset", 0)), int(params.get("count", 20))
        posts = [{"id": i} for i in range(first, min(self.total, first + count))]
        return {"count": self.total, "items": posts}


# --- what libraries send ---------------------------------------------------------------------


@pytest.mark.parametrize("total", [0, 1, 10, 11, 249, 250, 251, 600])
def test_the_pager_of_vk_api(total: int) -> None:
    wall = Wall(total)

    class Session:
        def method(self, name: str, params: dict[str, str], *, raw: bool) -> Any:
            assert (name, raw) == ("execute", True)
            return {"response": run(params["code"], wall)}

    session = vk_api.VkApi.__new__(vk_api.VkApi)
    session.method = Session().method  # type: ignore[method-assign]
    found = vk_api.tools.VkTools(session).get_all("wall.get", 10, {"owner_id": -1})
    assert [post["id"] for post in found["items"]] == list(range(total))
    assert len(wall.asked) == max(1, -(-total // 10))


def test_the_pager_of_vk_api_tells_of_a_refused_call() -> None:
    code = vk_api.tools.vk_get_all_items.compile(
        {
            "method": "wall.get",
            "key": "items",
            "values": {"owner_id": -404, "count": 10},
            "count": None,
            "offset": 0,
            "offset_mul": 1,
        }
    )
    assert run(code, Wall(5)) == {"_error": 1}


@pytest.mark.parametrize("methods", [("wall.get",) * 3, ("wall.get", "wall.search", "wall.get")])
def test_the_pool_of_vk_api(methods: tuple[str, ...]) -> None:
    wall, errors = Wall(3), [{"error_code": 15, "error_msg": "closed"}]

    def method(name: str, params: dict[str, str], *, raw: bool) -> Any:
        return {"response": run(params["code"], wall), "execute_errors": errors}

    session = vk_api.VkApi.__new__(vk_api.VkApi)
    session.method = method  # type: ignore[method-assign]
    with vk_api.requests_pool.VkRequestsPool(session) as pool:
        owners = (-1, -404, -2)
        results = [
            pool.method(name, {"owner_id": owner, "q": 'кав"ычки\\ 😀'})
            for name, owner in zip(methods, owners, strict=True)
        ]
    assert [one.ok for one in results] == [True, False, True]
    assert results[2].result["count"] == 3
    assert [one["method"] for one in wall.asked] == list(methods)
    assert wall.asked[0]["q"] == 'кав"ычки\\ 😀'


def test_the_pool_of_one_parameter_of_vk_api() -> None:
    wall = Wall(3)
    session = vk_api.VkApi.__new__(vk_api.VkApi)
    session.method = lambda name, params, *, raw: {  # type: ignore[method-assign]
        "response": run(params["code"], wall),
        "execute_errors": ["closed"],
    }
    found, failed = vk_api.requests_pool.vk_request_one_param_pool(
        session, "wall.get", "owner_id", [-1, -404, -2], {"count": 1}
    )
    assert (set(found), failed) == ({-1, -2}, {-404: "closed"})
    assert [one["owner_id"] for one in wall.asked] == [-1, -404, -2]


def converted(function: Callable[..., Any], **arguments: Any) -> str:
    return from_python(function)(**arguments).code  # type: ignore[attr-defined]


def test_the_converter_of_vkbottle_pages() -> None:
    wall = Wall(5)
    found: Any = run(converted(vkscript_programs.pages, group=1), wall)
    assert [one["owner_id"] for one in wall.asked] == [-1, -1, -1]
    assert found["found"] == [*({"id": i} for i in range(5)), "x: 4"]
    assert (found["total"], found["first"]) == (5, 0)


def test_the_converter_of_vkbottle_words() -> None:
    found = run(converted(vkscript_programs.words, text="' c,a,b '"), no_call)
    assert found == [["a", "b"], "c", 1, 8, 5, 8, {"b": None}, "1", "a,b", -8]


def test_our_own_packs() -> None:
    calls = [vk.wall.get(-1, count=2), vk.wall.get(-404), vk.wall.get(-2, offset=1)]
    wall = Wall(3)
    places: Any = run(dict(batch(*calls).params)["code"], wall)
    assert [one is False for one in places] == [False, True, False]
    assert [one["owner_id"] for one in wall.asked] == ["-1", "-404", "-2"]


def test_a_collector_with_arguments() -> None:
    code = """
        var offset = parseInt(Args.offset), total = parseInt(Args.total), again = true;
        var items = [], users = [];
        while (again) {
            var page = API.wall.get({"offset": offset, count: 4,});
            items = items + page.items; users = users + page.profiles;
            if (!page.items.length || items.length >= total) again = false;
            offset += 4;
        }
        return {items: items.splice(0, total), 'users': users, offset: offset};
    """
    found: Any = run(code, Wall(20), arguments={"offset": "3", "total": "6"})
    assert [one["id"] for one in found["items"]] == [3, 4, 5, 6, 7, 8]
    assert (found["users"], found["offset"]) == ([], 11)


def test_projections() -> None:
    def dialogs(method: str, params: dict[str, Any]) -> Any:
        peers = [{"conversation": {"peer": {"id": i}}, "text": "a@.b"} for i in (1, 2)]
        return params if method == "users.get" else {"items": peers}

    code = """
        var u = [], i = 0;
        while (i < 3) {
            u.push(API.messages.get({offset: i * 2}).items@.conversation@.peer@.id); i++;
        }
        return [u, API.users.get({ids: API.messages.get().items@.text}), null@.id, [1]@.id];
    """
    found = run(code, dialogs)
    assert found == [[[1, 2]] * 3, {"ids": ["a@.b", "a@.b"]}, None, [None]]


# --- the language ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3 - 4 / 2", 5),
        ("7 / 2", 3.5),
        ("-7 % 3", -1),
        ("5 % 2.5", 0),
        ("9007199254740993 % 10", 3),
        ("2 ** 3 ** 2", 512),
        ("4 ** -1", 0.25),
        ("0x1F & 7 | 8", 15),
        ("1 | 2 == 2", 1),
        ("-3 - -3", 0),
        ("!0 && !null", True),
        ("null || 'b'", "b"),
        ("0 && nothing.at.all", 0),
        ("1 < 2 ? 'a' : 0 ? 'b' : 'c'", "a"),
        ("false ? 1 : null ? 2 : 3", 3),
        ("[] ? 1 : 2", 1),
        ("null == false", False),
        ("null == nothing", True),
        ("0 == null", False),
        ("null >= 0", True),
        ("1 == '1'", True),
        ("1 === '1'", False),
        ("1 === 1.0", True),
        ("true == 1", True),
        ("true === 1", False),
        ("0 == 'abc'", False),
        ("1 != 2 && 1 !== '1'", True),
        ("[1] == [1]", False),
        ("'a' < 'b' && 'b' >= 'a' && 10 > '9' && 1 <= 1", True),
        ("'a' + 1 + null + true", "a1nulltrue"),
        ("1 + 2 + 'a'", "3a"),
        ("'' + 0.5 + ' ' + 3.0 + ' ' + 1e-7 + ' ' + 1e16", "0.5 3 1e-7 10000000000000000"),
        ("[[1, [2, null], 'x'], {}].join(' ')", "1,2,,x [object Object]"),
        ("[1] + [2] + 3 + null", [1, 2, 3]),
        ("1.toString() + 1.5.toString()", "11.5"),
        ("{a: 1, 'b': 2, \"c\": 3, return: 4,}", {"a": 1, "b": 2, "c": 3, "return": 4}),
        ("[1, 2,]", [1, 2]),
        (r"'\'\n\u0416\x41\/' + " '"\\""', "'\nЖA/\""),
        (r"'\ud83d\ude00'", "😀"),
        (r"'\ud83d'", "�"),
        ("{a: {b: [5]}}.a.b[0]", 5),
        ("{a: 1}['a']", 1),
        ("[1, 2][1.0] + [1][-1] + [1][9]", 2),
        ("'abc'[1] + 'abc'.length", "b3"),
        ("parseInt('12px') + parseInt('x') + parseInt(2.9)", 14),
        ("parseDouble(' 1.5e1x')", 15.0),
        ("parseInt('nan') + parseDouble('inf') + parseInt()", 0),
        ("'1e999' * 1", 0),
        ("null.anything.of[it].at(all)", None),
        ("false.slice(1)", None),
    ],
)
def test_expressions(expression: str, value: Any) -> None:
    found = run(f"return {expression};", no_call)
    assert found == value
    assert isinstance(found, bool) == isinstance(value, bool)


@pytest.mark.parametrize(
    ("expression", "value", "left"),
    [
        ("a.push(4, 5)", 5, [3, 1, 2, 4, 5]),
        ("a.unshift(0)", 4, [0, 3, 1, 2]),
        ("a.pop()", 2, [3, 1]),
        ("a.shift()", 3, [1, 2]),
        ("a.slice(1)", [1, 2], [3, 1, 2]),
        ("a.slice(-2, -1)", [1], [3, 1, 2]),
        ("a.slice(null, 99)", [3, 1, 2], [3, 1, 2]),
        ("a.splice(1, 1, 'x', 'y')", [1], [3, "x", "y", 2]),
        ("a.splice(-1)", [2], [3, 1]),
        ("a.splice(0, -5)", [], [3, 1, 2]),
        ("a.indexOf(2)", 2, [3, 1, 2]),
        ("a.indexOf('2')", -1, [3, 1, 2]),
        ("a.join()", "3,1,2", [3, 1, 2]),
        ("a.join('; ')", "3; 1; 2", [3, 1, 2]),
        ("a.sort()", [1, 2, 3], [1, 2, 3]),
        ("a.reverse()", [2, 1, 3], [2, 1, 3]),
        ("a.concat([7], 8)", [3, 1, 2, 7, 8], [3, 1, 2]),
        ("a[4] = 9", 9, [3, 1, 2, None, 9]),
        ("a[0]++", 3, [4, 1, 2]),
        ("++a[0]", 4, [4, 1, 2]),
        ("a[1] -= 5", -4, [3, -4, 2]),
        ("a[a[1]] *= a.length", 3, [3, 3, 2]),
    ],
)
def test_arrays(expression: str, value: Any, left: Any) -> None:
    assert run(f"var a = [3, 1, 2]; var b = {expression}; return [b, a];", no_call) == [value, left]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("s.substr(1, 2)", "b,"),
        ("s.substr(-1)", "c"),
        ("s.slice(1, -1)", "b,"),
        ("s.split(',')", ["ab", "c"]),
        ("s.split('')", ["a", "b", ",", "c"]),
        ("s.split()", ["ab,c"]),
        ("s.indexOf('b')", 1),
        ("s.indexOf('z')", -1),
        ("s.replace('b', 'B')", "aB,c"),
        ("s.concat(1, 'x').toUpperCase()", "AB,C1X"),
        ("(' ' + s).trim().toLowerCase()", "ab,c"),
    ],
)
def test_texts(expression: str, value: Any) -> None:
    assert evaluate(expression, s="ab,c") == value


def test_statements() -> None:
    code = """
        // to the end of the line
        var sum = 0, i, o = {a: 1, b: 2}; /* over
        lines */ ;
        for (i = 0; i < 4; i++) { if (i == 2) ; else sum += i; };
        for (var j = 5; j; --j) sum = sum + 1;
        delete o.a; delete o['none']; delete nothing.there;
        var a = [1, 2]; delete a[0];
        if (sum > 100) { return 'no' } else if (sum == 9) { o.c = o.d = sum; }
        var x; x = 1; var old = x++; old--;
        return [sum, o, a, x, old]
    """
    assert run(code, no_call) == [9, {"b": 2, "c": 9, "d": 9}, [None, 2], 2, 0]


def test_counting_evaluates_its_place_once() -> None:
    calls: list[str] = []

    def call(method: str, params: dict[str, Any]) -> int:
        calls.append(method)
        return 1

    assert run("var a = [1, 2]; a[API.utils.getServerTime()] += 5; return a;", call) == [1, 7]
    assert calls == ["utils.getServerTime"]


@pytest.mark.parametrize("code", ["", ";;", "1;", "return;", "return", "if (0) return 1;"])
def test_programs_without_a_result(code: str) -> None:
    assert run(code, no_call) is None


def test_programs_share_nothing_with_the_world() -> None:
    world: dict[str, Any] = {"items": [{"id": 1}]}
    given: list[Any] = []

    def call(method: str, params: dict[str, Any]) -> Any:
        given.append(params)
        return world

    code = """
        var p = {ids: [1]}; var page = API.wall.get(p);
        p.ids.push(2); page.items.push(3); delete page.items[0].id;
        return page;
    """
    assert run(code, call) == {"items": [{}, 3]}
    assert world == {"items": [{"id": 1}]}
    assert given == [{"ids": [1]}]


@pytest.mark.parametrize("argument", ["", "null", "5", "'text'", "[1]"])
def test_calls_without_parameters(argument: str) -> None:
    assert run(f"return API.users.get({argument});", lambda _, params: dict(params)) == {}


@pytest.mark.parametrize(
    "name", ["__class__", "__init__", "append", "format", "items", "keys", "encode", "real"]
)
@pytest.mark.parametrize("value", ["[]", "{}", "''", "1", "1.5", "true", "parseInt", "Args"])
def test_attributes_of_python_do_not_exist(value: str, name: str) -> None:
    assert run(f"return ({value}).{name};", no_call) is None
    assert run(f"return ({value})['{name}'];", no_call) is None
    with pytest.raises(RunError, match="not a"):
        run(f"var v = {value}; if (v == null) v = 1; v.{name}();", no_call)


# --- errors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "line", "column"),
    [
        ("return 1 +;", 1, 11),
        ("var a = 1;\n  var b = #;", 2, 11),
        ("return 'abc", 1, 8),
        ("\n/* open", 2, 1),
        ("if (1) {", 1, 9),
        ("return 1 2;", 1, 10),
        ("return [1 2];", 1, 11),
        ("return {a 1};", 1, 11),
        ("return {[1]: 1};", 1, 9),
        ("return {a: 1 b: 2};", 1, 14),
        ("1 = 2;", 1, 3),
        ("f() = 2;", 1, 5),
        ("1++;", 1, 2),
        ("API = 1;", 1, 5),
        ("Args += 1;", 1, 6),
        ("var Args = 1;", 1, 5),
        ("var 'a' = 1;", 1, 5),
        ("delete f();", 1, 8),
        ("while (true) { break; }", 1, 16),
        ("var f = function() {};", 1, 9),
        ("var a = fork(API.users.get());", 1, 9),
        ("return wait(a);", 1, 8),
        ("for (var a in b) {}", 1, 12),
        ("a.'b';", 1, 3),
        ("return 1e999;", 1, 8),
        (f"return {'9' * 5000};", 1, 8),
    ],
)
def test_what_is_no_program(code: str, line: int, column: int) -> None:
    with pytest.raises(CompileError, match=rf"line {line}, column {column}\b") as caught:
        run(code, no_call)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    "code",
    [
        "return 1 / 0;",
        "return 1 % 0;",
        "return 0 ** -1;",
        "return (-8) ** 0.5;",
        "return 1 << 64;",
        "5.a = 1;",
        "nothing.a = 1;",
        "[].x = 1;",
        "[][-1] = 1;",
        "nothing();",
        "'a'.nothing();",
        "[]();",
    ],
)
def test_what_fails(code: str) -> None:
    with pytest.raises(RunError):
        run(code, no_call)


# --- limits ----------------------------------------------------------------------------------

DOUBLE = "var a = [1], i = 0; while (i < 100) { a = [a, a]; i++; }"
LONG = "var s = 'x'; while (s.length < 500000) s = s + s;"
WIDE = "var w = [0]; while (w.length < 50000) w = w + w;"
FULL = WIDE + "w = w + w.slice(0, 34450);"

GREEDY = {
    "steps": ("while (true) {}", "operations"),
    "steps of for": ("for (;;);", "operations"),
    "calls": ("while (true) API.a.b();", "api calls"),
    "calls in a row": ("return [" + "API.a.b()," * 26 + "];", "api calls"),
    "array": ("var a = [1]; while (true) a = a + a;", "array"),
    "push": (FULL + "while (true) w.push(1, 2, 3, 4, 5, 6, 7, 8, 9);", "array"),
    "unshift": (FULL + "while (true) w.unshift(1, 2, 3, 4, 5, 6, 7, 8, 9);", "array"),
    "splice": (FULL + "while (true) w.splice(5, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9);", "array"),
    "index": ("var a = []; a[1000000000] = 1;", "array"),
    "many wide arrays": ("while (true) { var a = []; a[99999] = 1; }", "data"),
    "text": ("var s = 'x'; while (true) s = s + s;", "text"),
    "join": ("var s = 'x', a = []; while (true) { a.push(s); s = a.join(s); }", "text"),
    "replace": ("var s = 'x'; while (true) s = s.replace('x', s + s);", "text"),
    "split": (LONG + "return s.split('');", "array"),
    "hoard": (LONG + "var a = []; while (true) a.push(s + a.length);", "data"),
    "number": ("var a = 3; while (true) a = a * a;", "number"),
    "number by adding": ("var a = 3; while (true) a += a;", "number"),
    "number by power": ("return 9 ** 9 ** 9;", r"\*\*|number"),
    "number by fractions": ("var a = 1.5; while (true) a = a * a;", "number"),
    "number by shift": ("return 3 << 62;", "number"),
    "number by text": ("return parseInt('" + "9" * 30 + "');", "number"),
    "doubled result": (DOUBLE + "return a;", "deep"),
    "doubled parameter": (DOUBLE + "API.a.b({a: a});", "deep"),
    "doubled text": (DOUBLE.replace("100", "55") + "return [a].join();", "long|data"),
    "doubled key": (DOUBLE.replace("100", "55") + "var o = {}; return o[a];", "long|data"),
    "doubled tree": (DOUBLE.replace("100", "55") + "return a;", "data"),
    "doubled objects": ("var o = {}, i = 0; while (i++ < 50) o = {a: o, b: o}; return o;", "data"),
    "cycle": ("var a = []; a.push(a); return a;", "deep"),
    "cycle as text": ("var a = []; a.push(a); return a.join() + a;", "deep"),
    "cycle of objects": ("var o = {}; o.o = o; API.a.b(o);", "deep"),
    "result of long texts": (
        LONG + "var a = [s]; while (a.length < 50) a += a; return a + a;",
        "data",
    ),
    "result of long keys": (LONG + "var o = {}; o[s] = 1; return [" + "o," * 99 + "];", "data"),
    "sort": (LONG + "var a = [s, 1]; while (a.length < 60000) a = a + a; a.sort();", "data"),
    "search": (
        LONG + "var a = ['y' + s]; while (a.length < 60000) a = a + a; a.indexOf('y' + s);",
        "data",
    ),
    "reverse": (WIDE + "while (true) w.reverse();", "data"),
    "projection": (WIDE + "while (true) w@.id;", "data"),
    "texts looked through": (LONG + "while (true) s.indexOf('y');", "data"),
    "chain": ("return " + "1 + " * 20_000 + "1;", "deep"),
    "path": ("return a" + ".b" * 50_000 + ";", "deep"),
}


@pytest.mark.parametrize("name", GREEDY)
def test_greedy_programs_are_refused(name: str) -> None:
    code, why = GREEDY[name]
    limits = Limits(volume=2_000_000) if name.startswith("doubled") else Limits()  # sooner the same
    with pytest.raises(RunError, match=why):
        run(code, lambda method, params: False, limits=limits)


@pytest.mark.parametrize(
    "code",
    [
        "[" * 5000,
        "(" * 5000 + "1",
        "return " + "-" + " -" * 5000 + "1;",
        "return " + "!" * 5000 + "1;",
        "{" * 5000,
        "if (1) " * 5000 + ";",
        "return " + "1 ? 1 : " * 5000 + "1;",
        "return " + "a = " * 5000 + "1;",
        "return " + "2 ** " * 5000 + "1;",
        "return " + "{a:" * 5000,
        "return " + "++" * 5000 + "a;",
    ],
)
def test_deep_programs_are_refused(code: str) -> None:
    with pytest.raises(CompileError, match="deep"):
        run(code, no_call)


def test_long_programs_are_refused() -> None:
    with pytest.raises(CompileError, match="long"):
        run(" " * 11, no_call, limits=Limits(text=10))


@pytest.mark.parametrize("code", ["/* " * 300_000, "'\\'" * 300_000, '"' * 999_999])
def test_long_nonsense_is_read_in_one_go(code: str) -> None:
    with pytest.raises((CompileError, RunError)):
        run(code + "'", no_call)


def test_a_full_stack_of_the_host_is_no_crash() -> None:
    def deeper(left: int) -> Any:
        return run("return [[[[1]]]];", no_call) if left == 0 else deeper(left - 1)

    outcomes: set[str] = set()
    for left in range(400, 1000):
        try:
            deeper(left)
        except RunError as error:
            outcomes.add(str(error))
        except RecursionError:
            break
    assert outcomes == {"Nested too deep"}


def test_limits_are_the_callers() -> None:
    assert run("return API.a.b() + API.a.b();", lambda *_: 1, limits=Limits(calls=2)) == 2
    with pytest.raises(RunError, match="api calls"):
        run("return API.a.b() + API.a.b();", lambda *_: 1, limits=Limits(calls=1))
    with pytest.raises(RunError, match="number"):
        run("return 5 * 2;", no_call, limits=Limits(number=10))
    with pytest.raises(CompileError, match="deep"):
        run("return [[1]];", no_call, limits=Limits(depth=2))


def test_twenty_five_large_answers_fit() -> None:
    post = {str(i): {"text": "x" * 20, "id": i} for i in range(60)}
    code = "var a = [], i = 0; while (i++ < 25) a = a + API.wall.get().items; return a;"
    found: Any = run(code, lambda *_: {"items": [post] * 100})
    assert len(found) == 2500


# --- whatever comes --------------------------------------------------------------------------

VOCABULARY = """
    var return while for if else delete null true false a b s API.wall.get Args parseInt length
    push splice slice join sort split substr indexOf toString items @. . , ; ( ) [ ] { } = == ===
    != < > <= >= + - * / % ** << >> & | && || ! ? : ++ -- += -= *= 0 1 2 99999999 1.5 1e300
    'x' "y" '' /* */ //
"""
WORDS = VOCABULARY.split()
PROGRAMS = [code for code, _ in GREEDY.values() if len(code) < 500] + [
    "var a = [3, 1, 2], b = {c: a}; for (var i = 0; i < 3; i++) { b.c[i] += i; } return b;",
    "var s = 'a,b'.split(','); s.push(API.wall.get({a: 1}).items@.id); return s.join() + s.length;",
    'if (1 == "1" && !null) { return {"a": -1.5, b: [true]}; } else { delete a.b; }',
]


def survives(code: str) -> None:
    def call(method: str, params: dict[str, Any]) -> Any:
        json.dumps(params)
        return {"items": [{"id": 1}], "count": 1} if len(params) % 2 else False

    with suppress(CompileError, RunError):
        json.dumps(run(code, call, arguments={"a": "1"}, limits=SMALL)).encode()


@settings(deadline=None)
@given(st.text(max_size=200))
def test_arbitrary_text(code: str) -> None:
    survives(code)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_arbitrary_words(code: str) -> None:
    survives(code)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(PROGRAMS),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 6), st.sampled_from(WORDS)),
        min_size=1,
        max_size=5,
    ),
)
def test_mutated_programs(code: str, changes: list[tuple[float, int, str]]) -> None:
    for where, gone, new in changes:
        place = int(where * len(code))
        code = f"{code[:place]} {new} {code[place + gone :]}"
    survives(code)


@settings(deadline=None)
@given(st.data())
def test_every_method_with_any_arguments(data: st.DataObject) -> None:
    values = st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
        max_leaves=5,
    )
    owner = json.dumps(data.draw(values))
    name = data.draw(st.sampled_from([word for word in WORDS if word.isalpha()] + ["concat"]))
    arguments = ",".join(json.dumps(one) for one in data.draw(st.lists(values, max_size=3)))
    survives(f"var a = {owner}; return [a.{name}({arguments}), a, a + [{arguments}], a < a, -a];")


numbers = st.integers(0, 10**6)
arithmetic = st.recursive(
    numbers.map(str),
    lambda inner: (
        st.tuples(inner, st.sampled_from(["+", "-", "*", "<<", "&", "|"]), inner).map(
            lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"
        )
        | inner.map(lambda one: f"(-{one})")
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(arithmetic)
def test_arithmetic_agrees_with_python(code: str) -> None:
    with suppress(RunError):  # too large on the way, or shifted too far
        assert run(f"return {code};", no_call) == eval(code)  # made above, of digits and signs


@given(st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 99)), min_size=1, max_size=6))
def test_precedence_agrees_with_python(parts: list[tuple[str, int]]) -> None:
    code = "7" + "".join(f" {sign} {number}" for sign, number in parts)
    assert run(f"return {code};", no_call) == eval(code)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9).filter(bool))
def test_fractions_agree_with_python(a: float, b: float) -> None:
    try:
        found = evaluate("[a + b, a * b, a / b, a < b, a == b]", a=a, b=b)
    except (RunError, CompileError):
        assert max(abs(a * b), abs(a / b), abs(a)) >= 2**63
    else:
        assert found == [a + b, a * b, a / b, a < b, a == b]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=20,
    ),
    st.booleans(),
)
def test_json_is_a_program(value: Any, ascii_only: bool) -> None:
    assert run(f"return {json.dumps(value, ensure_ascii=ascii_only)};", no_call) == value


@given(st.lists(st.integers(-5, 5)), st.integers(-8, 8), st.integers(-8, 8))
def test_slices_agree_with_python(items: list[int], start: int, end: int) -> None:
    assert evaluate(f"a.slice({start}, {end})", a=items) == items[start:end]
    text = "".join(map(str, items))
    assert evaluate(f"a.slice({start}, {end})", a=text) == text[start:end]
