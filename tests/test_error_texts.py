"""Texts of errors: each has two languages, and no value can break or leave its sentence."""

import ast
import inspect
import pickle
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import govpublic_sdk
from govpublic_sdk import errors, vk
from govpublic_sdk._texts import CATALOGUES, Text, any_of, catalogue, describe, show_value

ROOT = Path(govpublic_sdk.__file__).parent
PLACE = re.compile(r"\{([a-z_]+)\}")
CLASSES = [
    kind
    for kind in vars(errors).values()
    if inspect.isclass(kind) and issubclass(kind, errors.GovPublicError)
]
NAMES = {kind.__name__ for kind in CLASSES}
# Functions that pass their text on to an error.
HELPERS = {"check_type", "each_of", "check_whole", "check_word", "_refuse", "_conflict"}
TOKEN = "vk1.a.canary-token_123"
HOSTILE = [
    "{meaning} {0} {} {value!r:>10000}",
    "100 % %s %(name)s %n",
    "one\r\ntwo\x1b[31m\u202ethree\x00",
    f"Bearer {TOKEN}",
    "я" * 10_000,
    "half \ud800 a character",
    "\\1 \\g<0>",
]


def constants(tree: ast.Module) -> dict[str, str]:
    """Texts that a module keeps under a name."""
    named = [one for one in tree.body if isinstance(one, ast.Assign)]
    return {
        one.targets[0].id: one.value.value
        for one in named
        if isinstance(one.targets[0], ast.Name)
        and isinstance(one.value, ast.Constant)
        and isinstance(one.value.value, str)
    }


def literals(node: ast.expr, named: dict[str, str]) -> Iterator[str]:
    """Texts that an argument may be: itself, or one of two."""
    if isinstance(node, ast.Name) and node.id in named:
        yield named[node.id]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from literals(node.body, named)
        yield from literals(node.orelse, named)


def arguments(call: ast.Call) -> list[ast.expr]:
    """Arguments of a call that are texts for people."""
    name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
    advice = [one.value for one in call.keywords if one.arg == "advice"]
    if name == "Text":
        return call.args[:1]
    if name == "ParameterError" or name in HELPERS - {"_refuse", "_conflict"}:
        return [*call.args[1:], *advice]
    return [*call.args, *advice] if name in NAMES | HELPERS else []


def templates() -> dict[str, str]:
    """Every text of an error in the source, and where it is."""
    found: dict[str, str] = {}
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for argument in arguments(node) if isinstance(node, ast.Call) else []:
                for text in literals(argument, constants(tree)):
                    found[text] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def has_words(template: str) -> bool:
    bare = PLACE.sub("", template)
    return re.search(r"[A-Za-z]{2}", bare) is not None and bare not in ("True", "False")


def test_every_text_of_the_source_has_russian() -> None:
    known = catalogue()

    missing = {text: where for text, where in templates().items() if has_words(text)}
    missing = {text: where for text, where in missing.items() if text not in known}

    assert not missing, f"add these to a catalogue of _texts: {missing}"


def test_no_text_is_in_two_catalogues() -> None:
    sizes = [len(import_module(f"govpublic_sdk._texts.{name}").RUSSIAN) for name in CATALOGUES]

    assert sum(sizes) == len(catalogue())


@pytest.mark.parametrize("english", catalogue())
def test_both_languages_have_the_same_places(english: str) -> None:
    russian = catalogue()[english]

    assert set(PLACE.findall(russian)) == set(PLACE.findall(english))
    assert russian.endswith(".") == english.endswith(".")
    assert russian.strip()


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_stay_within_their_place(value: str, language: errors.Language) -> None:
    for template in catalogue():
        places = PLACE.findall(template)
        text = Text(template, **dict.fromkeys(places, value))
        message = errors.GovPublicError(text).message(language)
        assert TOKEN not in message
        assert message.isprintable(), template
        message.encode()
        assert len(message) < 500 * (len(places) + 1) + 300
        shape = catalogue()[template] if language == "ru" else template
        assert message.startswith(PLACE.split(shape)[0])


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_class_has_its_text_in_two_languages(kind: type[errors.GovPublicError]) -> None:
    assert "meaning" in vars(kind)
    for text in (kind.meaning, kind.consequence, kind.advice):
        assert not text or text in catalogue()


def made(kind: type[errors.GovPublicError]) -> errors.GovPublicError:
    more = {"ServerError": {"status": 502}, "TooLarge": {"status": 200}, "DecodeError": {"raw": 1}}
    if kind is errors.ParameterError:
        return errors.ParameterError("count", show_value(0), "a positive id")
    if issubclass(kind, errors.ApiError):
        return kind("Access denied", code=15, call=vk.wall.get(-1))
    return kind("The client is closed.", call=vk.wall.get(-1), **more.get(kind.__name__, {}))


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_message_gives_reason_first_and_call_last(kind: type[errors.GovPublicError]) -> None:
    error = made(kind)

    again = pickle.loads(pickle.dumps(error))

    assert str(error) == error.message("en") == str(again)
    assert again.message("ru") == error.message("ru") != error.message("en")
    assert re.search(r"[а-яё]", error.message("ru"))
    if kind is errors.ParameterError:
        assert str(error) == "count: 0 (expected a positive id)"
        assert error.message("ru") == "count: 0 (ожидается: положительный id)"
        return
    assert error.message("ru").endswith(f"Вызов: {error.call!r}.")
    assert str(error).endswith(f"Call: {error.call!r}.")
    is_refusal = isinstance(error, errors.ApiError)
    reason = (
        f'{kind.meaning}: "Access denied" (error 15).' if is_refusal else "The client is closed."
    )
    assert str(error).startswith(reason)


def test_message_rejects_another_language() -> None:
    with pytest.raises(errors.ParameterError, match="language"):
        errors.NotFound("gone").message("de")  # type: ignore[arg-type]


def test_words_of_a_service_are_quoted() -> None:
    assert "«Access denied» (ошибка 15/1133)" in errors.AccessDenied(
        "Access denied.", code=15, subcode=1133
    ).message("ru")
    assert errors.NotFound("").message("ru").startswith("Такого объекта нет. ")
    assert (
        errors.NotFound("", code=104)
        .message("en")
        .startswith("There is no such object (error 104).")
    )
    assert errors.NotFound("gone").message("ru").startswith("Такого объекта нет: «gone».")


def test_values_are_shown_up_to_forty_characters() -> None:
    assert show_value("w" * 50) == f"'{'w' * 39}…'"
    assert show_value(-5) == "-5"
    assert show_value(2**200) == "<201 bits>"
    assert show_value("line\nbreak") == r"'line\nbreak'"
    assert TOKEN not in show_value(TOKEN)


def test_texts_show_only_their_length() -> None:
    assert str(describe("слова жителя")) == "a text of 12 characters"
    assert describe("") == "empty" or str(describe("")) == "empty"
    assert str(describe(2**200)) == "a number of 201 bits"
    assert str(describe([1])) == "a value of type list"
    assert str(describe("\ud800")).startswith("a text with half a character")


def test_alternatives_are_joined_in_both_languages() -> None:
    assert any_of(["a", "b", "c"])("ru") == "'a', 'b' или 'c'"
    assert str(any_of(["a", "b", "c"])) == "'a', 'b' or 'c'"
    assert str(any_of(["a"])) == "'a'"


def test_docs_table_has_every_class_in_two_languages() -> None:
    path = ROOT.parents[1] / "docs" / "tables.py"
    spec = spec_from_file_location("docs_tables", path)
    assert spec is not None
    assert spec.loader is not None
    tables = module_from_spec(spec)
    spec.loader.exec_module(tables)

    rows = tables.on_page_markdown("<!-- table: errors -->").splitlines()[2:]

    assert [row.split("`")[1] for row in rows] == [kind.__name__ for kind in CLASSES]
    assert all(re.search("[а-яё]", row) for row in rows)
