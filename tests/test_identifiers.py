"""Numbers of the state: what is read, what is refused and why, and that types do not mix."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.ru import inn as other_inn
from stdnum.ru import ogrn as other_ogrn

from govpublic_sdk import errors
from govpublic_sdk.identifiers import (
    INN,
    OGRN,
    OGRNIP,
    OKATO,
    OKTMO,
    Identifier,
    SubjectNumber,
    inn_check_digits,
    ogrn_check_digit,
    oktmo_control_number,
)

KINDS = (INN, OGRN, OGRNIP, OKATO, OKTMO, SubjectNumber)
NUMBER = "1026300000000"


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        "1026300000000.0",
        "1026300000000,00",
        " 1 026 300 000 000 ",
        "1026300000000\n",
        "1-02-63-00-00000-0",
        "10263\u20110000\u00ad0000",
        "\ufeff1026300\u200b000000",
        "'1026300000000",
        "№ 1026300000000",
        "\uff11026300000000",
    ],
)
def test_an_ogrn_is_read_as_people_write_it(text: str) -> None:
    assert OGRN.parse(text) == OGRN(NUMBER) == NUMBER
    assert OGRN.parse(text).subject_code == "63"


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (OGRN, "1026300000001", "ends in 0"),
        (OGRN, "1.0263E+12", "rounded"),
        (OGRN, "102630000000", "dropped the zero"),
        (OGRN, "304630000000010", "ОГРН: 13 digits"),
        (OGRN, "0000000000000", "begins with 1 to 9"),
        (OGRN, "OGRN", "13 digits"),
        (OGRN, "١٠٢٦٣٠٠٠٠٠٠٠٠", "13 digits"),
        (OGRNIP, NUMBER, "ОГРНИП: 15 digits"),
        (OGRNIP, "304630000000011", "ends in 0"),
        (INN, "7707083890", "ends in 3"),
        (INN, "500100732250", "ends in 59"),
        (INN, "0000000000", "number of a region"),
        (INN, "770708389", "dropped the zero"),
        (INN, "", "ИНН: 10 or 12 digits"),
        (OKTMO, "36701", "ОКТМО: 8 or 11 digits"),
        (OKTMO, "3670100", "dropped the zero"),
        (OKTMO, "00701000", "no region 00"),
        (OKATO, "718", "111, 711, 7114"),
        (OKATO, "00", "ОКАТО"),
        (OKATO, "123456", "2, 3, 4, 5, 8 or 11 digits"),
        (SubjectNumber, "00", "other than 0"),
        (SubjectNumber, "063", "2 digits"),
        (SubjectNumber, "3.0", "dropped the zero"),
    ],
)
def test_what_is_wrong_is_told(kind: type[Identifier], text: str, words: str) -> None:
    with pytest.raises(errors.ParameterError, match=words) as refused:
        kind.parse(text)

    name = "subject_number" if kind is SubjectNumber else kind.__name__.lower()
    assert refused.value.name == name


def test_a_long_text_is_refused_shortly() -> None:
    with pytest.raises(errors.ParameterError) as refused:
        OGRN.parse("житель" * 1_000)

    assert len(str(refused.value)) < 200


@given(st.sampled_from(KINDS), st.text(max_size=30))
def test_any_text_is_read_or_refused(kind: type[Identifier], text: str) -> None:
    try:
        number = kind.parse(text)
    except errors.ParameterError:
        return
    assert kind.parse(number) == number
    assert len(number) in kind.LENGTHS
    assert number.isdigit()


@given(digits(12).filter(lambda text: text[0] != "0"), st.integers(1, 9))
def test_a_wrong_last_digit_of_an_ogrn_is_found(start: str, off: int) -> None:
    check = ogrn_check_digit(start + "0")

    assert OGRN(start + check) == other_ogrn.validate(start + check)
    with pytest.raises(errors.ParameterError, match=f"ends in {check}"):
        OGRN(f"{start}{(int(check) + off) % 10}")


@given(digits(13).filter(lambda text: text[0] != "0"))
def test_ogrn_agrees_with_another_library(text: str) -> None:
    assert (text[-1] == ogrn_check_digit(text)) == other_ogrn.is_valid(text)


@given(st.sampled_from([(10, 1), (12, 2)]), st.data())
def test_inn_agrees_with_another_library(size: tuple[int, int], data: st.DataObject) -> None:
    length, checks = size
    text = data.draw(digits(length).filter(lambda one: not one.startswith("00")))
    right = text[:-checks] + inn_check_digits(text)

    assert INN(right) == other_inn.validate(right)
    assert other_inn.is_valid(text) == text.endswith(inn_check_digits(text))


@pytest.mark.parametrize("remainder", range(13))
def test_the_remainder_of_an_ogrnip_gives_its_last_digit(remainder: int) -> None:
    first = next(n for n in range(30463000000000, 30463000000013) if n % 13 == remainder)

    assert OGRNIP(f"{first}{remainder % 10}").endswith(str(remainder)[-1])
    with pytest.raises(errors.ParameterError):
        OGRNIP(f"{first}{(remainder + 1) % 10}")


def test_an_ogrnip_whose_remainder_is_10_ends_in_0() -> None:
    assert int("30463000000001") % 13 == 10
    assert OGRNIP("304630000000010") == "304630000000010"


@pytest.mark.parametrize(
    ("code", "control"),
    [("81645701000", 9), ("08631000000", 7), ("36701000", 8), ("36713000", 0), ("36650000", 9)],
)
def test_the_control_number_of_oktmo_stands_beside_it(code: str, control: int) -> None:
    assert OKTMO(code).control_number == oktmo_control_number(code) == control
    assert OKTMO(code).municipality == code[:8]


@given(digits(8).filter(lambda text: not text.startswith("00")))
def test_a_control_number_is_one_digit(code: str) -> None:
    total = sum(weight * int(digit) for weight, digit in enumerate(code, 1))
    again = sum(weight * int(digit) for weight, digit in enumerate(code, 3))

    control = total % 11 if total % 11 < 10 else again % 11 % 10
    assert OKTMO(code).control_number == control


def test_the_second_weights_may_give_10_too() -> None:
    controls = {OKTMO(f"367{number:05d}").control_number for number in range(2_000)}

    assert controls == set(range(10))


def test_types_do_not_mix() -> None:
    assert SubjectNumber("77") != OKATO("77")
    assert len({SubjectNumber("77"), OKATO("77"), OKATO("77")}) == 2
    assert OKATO("77") == "77"
    assert OKATO("77") == OKATO("77")
    assert (OKATO("77") != "77") is False
    assert OKATO("77") != 77


@pytest.mark.parametrize("number", [OGRN(NUMBER), OKTMO("36701000"), INN("7707083893")])
def test_a_number_is_a_text_that_can_be_stored(number: Identifier) -> None:
    assert json.loads(json.dumps(number)) == number
    for same in (pickle.loads(pickle.dumps(number)), copy.deepcopy(number)):
        assert same == number
        assert type(same) is type(number)
    assert f"{number}" == str(number)
    assert repr(number) == f"{type(number).__name__}('{number}')"


def test_only_the_types_themselves_can_be_made() -> None:
    with pytest.raises(errors.ParameterError):
        Identifier("1")
