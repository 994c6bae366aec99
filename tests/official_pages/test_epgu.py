"""Links to services of ЕПГУ: recognised, built, and put on a public."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import LocalizedText, errors, vk
from govpublic_sdk.official_pages import epgu
from govpublic_sdk.official_pages.epgu import EpguLink, Service
from govpublic_sdk.sandbox import Sandbox

DOCTOR = epgu.service(10700)
OWN = Service(number=123456, title=LocalizedText("Своя услуга", "Own service"), variants=("1",))


def test_the_catalogue_says_where_it_comes_from() -> None:
    known = epgu.services()

    assert {one.number for one in known} == {10700, 600361, 600360, 647521, 600804}
    for one in known:
        assert one.source
        assert one.confidence == "seen"
        assert one.since
        assert one.since > date(2026, 1, 1)
        assert one.title("ru") != one.title("en")


def test_your_own_services_are_added_and_come_first() -> None:
    renamed = Service(number=10700, title=LocalizedText("К врачу", "To the doctor"))

    assert epgu.services([OWN])[-1] is OWN
    assert epgu.service(10700, [renamed]) is renamed
    assert len(epgu.services([renamed])) == len(epgu.services())
    assert OWN.confidence == "own"


def test_an_address_is_built() -> None:
    assert DOCTOR.address() == "https://www.gosuslugi.ru/10700"
    assert DOCTOR.address("self/specialty") == "https://www.gosuslugi.ru/10700/self/specialty"
    with pytest.raises(errors.ParameterError, match="self/specialty"):
        DOCTOR.address("elsewhere")


def test_what_no_service_can_be_is_refused() -> None:
    with pytest.raises(errors.ParameterError, match="10700"):
        epgu.service(1)
    for number in (0, -1, True):
        with pytest.raises(errors.ParameterError, match="number"):
            Service(number=number, title=LocalizedText("а", "a"))


@pytest.mark.parametrize(
    ("text", "kind", "number", "step"),
    [
        ("https://www.gosuslugi.ru/10700", "service", 10700, None),
        (" gosuslugi.ru/600361/1/form/ ", "service", 600361, "1/form"),
        ("HTTP://WWW.GOSUSLUGI.RU:80/10700?from=vk", "service", 10700, None),
        ("https://www.gosuslugi.ru/help", "page", None, None),
        ("https://www.gosuslugi.ru", "page", None, None),
        ("https://www.gosuslugi.ru/0", "page", None, None),
        ("https://www.gosuslugi.ru/10700x", "page", None, None),
        ("https://vk.com/app8181405?ref=group_menu", "mini app", None, None),
        ("vk.ru/app8181405_-5#x", "mini app", None, None),
        ("https://vk.com/app81814055", "other", None, None),
        ("https://pos.gosuslugi.ru/10700", "other", None, None),
        ("https://gosuslugi.ru.example.org/10700", "other", None, None),
        ("https://www.gosuslugi.ru@example.org/10700", "other", None, None),
        ("https://user@www.gosuslugi.ru/10700", "other", None, None),
        ("https://www.gosuslugi.ru:8080/10700", "other", None, None),
        ("https://www.gosuslugi.ru:port/10700", "other", None, None),
        ("ftp://www.gosuslugi.ru/10700", "other", None, None),
        ("javascript:alert(1)", "other", None, None),
        ("https://[", "other", None, None),
        ("", "other", None, None),
    ],
)
def test_an_address_is_recognised(
    text: str, kind: str, number: int | None, step: str | None
) -> None:
    link = EpguLink.parse(text)

    assert (link.kind, link.number, link.step, link.text) == (kind, number, step, text)
    assert link.is_epgu == (kind != "other")


def test_a_link_knows_its_service() -> None:
    for one in epgu.services():
        for variant in (None, *one.variants):
            link = EpguLink.parse(one.address(variant))
            assert (link.service, link.step) == (one, variant)
    assert EpguLink.parse(OWN.address()).service is None
    assert EpguLink.parse("https://example.org").service is None


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert EpguLink.parse(text).text == text


def test_a_service_is_put_into_the_block_of_links() -> None:
    assert epgu.add_link(5, DOCTOR, variant="self/specialty", language="en") == vk.groups.add_link(
        5, "https://www.gosuslugi.ru/10700/self/specialty", text="A doctor's appointment"
    )
    with Sandbox(publics=1) as box, box.client(vk=box.user_token) as client:
        link = client.run(epgu.add_link(box.publics[0], DOCTOR))
        assert link.id in [one.id for one in client.publics.links(box.publics[0]) or []]


def test_a_service_stands_below_the_text_of_a_post() -> None:
    line = "Запись к врачу: https://www.gosuslugi.ru/10700"

    assert epgu.post_text("Прививки начались. \n", DOCTOR) == f"Прививки начались.\n\n{line}"
    assert epgu.post_text("", DOCTOR) == line


def test_a_keyboard_has_a_button_per_service() -> None:
    long = Service(number=7, title=LocalizedText("д" * 60, "l" * 60))

    inline = json.loads(epgu.keyboard([DOCTOR, long]))
    standing = json.loads(epgu.keyboard([DOCTOR], inline=False, language="en"))

    first, second = (row[0]["action"] for row in inline["buttons"])
    assert inline["inline"] is True
    assert first == {"type": "open_link", "link": DOCTOR.address(), "label": "Запись к врачу"}
    assert (len(second["label"]), second["label"][-1]) == (40, "…")
    assert standing["one_time"] is False
    assert standing["buttons"][0][0]["action"]["label"] == "A doctor's appointment"


@pytest.mark.parametrize(("count", "inline"), [(0, True), (7, True), (0, False), (11, False)])
def test_a_keyboard_has_its_limits(count: int, inline: bool) -> None:
    with pytest.raises(errors.ParameterError, match="services"):
        epgu.keyboard([DOCTOR] * count, inline=inline)


def test_the_menu_gets_an_instruction() -> None:
    russian = epgu.menu_instruction("samara", [DOCTOR, OWN]).splitlines()
    english = epgu.menu_instruction(5, [DOCTOR], "en").splitlines()

    assert [line.split(".")[0] for line in russian] == ["1", "2", "3", "4", "5", "6"]
    assert "администратор" in russian[0]
    assert "https://vk.com/samara" in russian[1]
    assert "«Запись к врачу»" in russian[3]
    assert russian[3].endswith(DOCTOR.address())
    assert "https://vk.com/club5" in english[1]
    assert "A doctor's appointment" in english[3]


def test_the_instruction_serves_for_links_of_the_feedback_platform_too() -> None:
    form = "https://pos.gosuslugi.ru/form/?opaId=1&utm_source=vk"

    told = epgu.menu_instruction("samara", {"Сообщить\nо {проблеме}": f"{form}\n"})

    assert f"«Сообщить о {{проблеме}}» с адресом, скопированным целиком: {form}\n" in told
    with pytest.raises(errors.ParameterError, match="links"):
        epgu.menu_instruction("samara", {})
    with pytest.raises(errors.ParameterError, match="public"):
        epgu.menu_instruction(-5, [DOCTOR])
