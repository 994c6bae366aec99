"""Normal forms: what VK changes in texts, addresses and attachments does not count."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import assert_takes_linear_time
from govpublic_sdk._resources._vk_text import (
    compare_texts,
    normalize_address,
    normalize_media,
    normalize_text,
)

NAMES = st.text("abcXYZ019_.-", min_size=1, max_size=20)
WORDS = st.text("абвАБВxyz 019,!", min_size=1, max_size=20).filter(str.strip)
TEXTS = st.text(max_size=60)
PATHS = st.text("абв/гдabc-_019", max_size=20).filter(lambda path: "//" not in path)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Пишите @samara.adm (администрации)", "Пишите [club5|администрации]"),
        ("Пишите @samara-adm_63 (в город)", "Пишите [club5|в город]"),
        ("Пишите *id5 (главе)", "Пишите [id5|главе]"),
        ("Пишите @club5(в город)", "Пишите [club5|в город]"),
        ("Пишите @samara.adm.", "Пишите [club5|@samara.adm]."),
        ("@samara-adm, ждём", "[club5|@samara]-adm, ждём"),
        ("[id5:bp-1_2|Житель], да", "Житель, да"),
        ("[id5:bp-1_2|Житель], да", "[id5|Житель], да"),
        ("*public5 (Город)", "[club5|Город]"),
        ("[https://vk.com/samara|Город]", "Город"),
        ("«Вода» -- это... жизнь", '"Вода" — это… жизнь'),
        ("a & b < c", "a &amp; b &lt; c"),
        ("a &amp; b", "a &amp;amp; b"),
        ("❤️ да\u200b\ufeff", "❤ да"),
        ("до 5\u00a0мая\r\n\r\nвсе  ", "до 5 мая<br>все"),
        ("https://госуслуги.рф/", "https://xn--c1aapkosapc.xn--p1ai"),
        (
            "см. http://www.samara.ru/новости/.",
            "см. https://samara.ru/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8.",
        ),
        (
            "https://samara.ru/?a=1&b=2",
            "https://vk.com/away.php?to=https%3A%2F%2Fsamara.ru%2F%3Fa%3D1%26b%3D2",
        ),
        (
            "http://пример.испытание:8080/а?б=в#г",
            "http://XN--E1AFMKFD.XN--80AKHBYKNJ4F:8080/%D0%B0?%D0%B1=%d0%b2#%D0%B3",
        ),
        ("https://i❤️.ws/", "https://xn--i-7iq.ws"),
        ("https://vk.ru/samara", "https://vk.com/samara"),
        ("см. samara.ru", "см. http://samara.ru/"),
        ("см. vk.cc/abc.", "см. https://vk.cc/abc."),
        ("(www.samara.ru:443/a?b#c)", "(samara.ru/a?b#c)"),
        ("см. госуслуги.рф", "см. https://госуслуги.рф"),
        (
            "см. XN--C1AAPKOSAPC.XN--P1AI/новости",
            "см. госуслуги.рф/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8",
        ),
        ("см. xn--c1aapkosapc.xn--p1ai", "см. xn—c1aapkosapc.xn—p1ai"),
        ("почта info@samara.ru, @samara.adm (Город)", "почта info@samara.ru, [club5|Город]"),
    ],
)
def test_forms_of_one_text_are_the_same(sent: str, shown: str) -> None:
    assert compare_texts(sent, shown) == "same"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Пишите @samara.adm", "Пишите [club5|Администрация Самары]"),
        ("@samara (a (b) c) ждёт", "[club5|a (b] c) ждёт"),
        ("Вода есть ①\U0001f44d", "Вода есть"),
        ("Вода есть!", "Вода есть"),
        ("Портал https://samara.ru/a", "Портал"),
        ("Портал https://самара.рф/%FF", "Портал https://самара.рф/я"),
        ("👍", ""),
        ("Портал samara.ru/a", "Портал https://vk.cc/x"),
        ("@samara (Город), да", "@tver (Город), да"),
    ],
)
def test_unknown_rewriting_is_unclear(sent: str, shown: str) -> None:
    assert compare_texts(sent, shown) == "unclear"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Воды не будет 5 мая", "Воды не будет 6 мая"),
        ("Воды не будет", "Воды не будет [club5|нигде]"),
        ("@samara ждёт", "@samara не ждёт"),
        ("Портал https://samara.ru/1", "Портал https://samara.ru/2"),
        ("Портал samara.ru/1", "Портал samara.ru/2"),
        ("Нет воды на ул.Садовая", "Нет воды на ул.Мирная"),
        ("Вода", ""),
        ("[id5|Житель], принято", "[id6|Житель], принято"),
        ("@id5 (Житель), принято", "[club5|Житель], принято"),
        ("[https://vk.com/club5|Город] ждёт https://a.ru", "[public6|Город] ждёт https://a.ru"),
        ("", "Вода"),
        (None, "👍"),
    ],
)
def test_other_texts_are_different(sent: str | None, shown: str) -> None:
    assert compare_texts(sent, shown) == "different"


def test_address_moved_to_an_attachment_is_the_same() -> None:
    links = normalize_media(["https://samara.ru/a/"])

    assert compare_texts("Портал http://samara.ru/a", "Портал", links) == "same"


@settings(deadline=None)
@given(st.sampled_from("@*"), NAMES, st.sampled_from(["", " "]), WORDS, TEXTS)
def test_named_mention_is_its_text(sign: str, name: str, space: str, words: str, rest: str) -> None:
    sent = f"{rest} {sign}{name}{space}({words}) {rest}"

    for shown in (sent, f"{rest} [club5|{words}] {rest}", f"{rest} [id7:bp-5_1|{words}] {rest}"):
        assert compare_texts(sent, shown) == "same"


@settings(deadline=None)
@given(NAMES, WORDS, WORDS)
def test_renamed_mention_is_never_different(name: str, title: str, words: str) -> None:
    sent, shown = f"{words} @{name} {words}", f"{words} [club5|{title}] {words}"

    assert compare_texts(sent, shown) != "different"


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_unicode_form_and_entities_do_not_count(text: str, form: str) -> None:
    import html

    shown = html.escape(unicodedata.normalize(form, text))  # type: ignore[arg-type]

    assert compare_texts(text, text) == "same"
    assert normalize_text(f"{text}\u200b\ufe0f ") == normalize_text(text)
    if "&" not in text and "<" not in text:
        assert compare_texts(text, shown) == "same"


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_unequal_letters_are_different(text: str, other: str) -> None:
    letters = "".join(filter(str.isalpha, text))

    assert compare_texts(f"{text} а", f"{other} {letters} б в") in ("different", "unclear")
    assert compare_texts(f"Вода {letters}", f"Свет {letters}") == "different"


@settings(deadline=None)
@given(st.text("абвгabc019", min_size=1, max_size=20), PATHS, st.sampled_from(["http", "https"]))
def test_forms_of_one_address_are_equal(label: str, path: str, scheme: str) -> None:
    host = f"{label}.рф"
    coded = ".".join(f"xn--{one.encode('punycode').decode()}" for one in (label, "рф"))
    if label.isascii():
        coded = f"{label}.xn--{'рф'.encode('punycode').decode()}"
    direct = normalize_address(f"https://{host}/{path}")

    assert normalize_address(f"{scheme}://WWW.{coded}:443/{quote(path)}/") == direct
    away = f"https://vk.com/away.php?to={quote(f'{scheme}://{host}/{path}', safe='')}&cc_key="
    assert normalize_address(away) == direct


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "]", "[a|", "[club5|", "@", "*", "@a", "@a (", "@a(", "(", "&amp;", "&", "&#"),
        *(
            "https://",
            "https://vk.com/away.php?to=",
            "%",
            "xn--",
            "a.",
            "a.ru ",
            "-a.",
            "рф.",
            "https://xn--a.",
            "-",
            "<br",
        ),
        *("\u0316\u0300", "\u200b", "é", " ", "<<", "\ufdfa", "𝐁"),
    ],
)
def test_long_texts_take_linear_time(piece: str) -> None:
    def work(count: int) -> None:
        text = piece * count
        compare_texts(text, text + "!")
        compare_texts(text, "a")
        normalize_address(text)

    assert_takes_linear_time(work, 10_000 // len(unicodedata.normalize("NFKC", piece)))


@pytest.mark.parametrize(
    "address", ["http://[::1/away.php?to=x", "https://xn--zzzzzzzzzz9999999.рф/a"]
)
def test_broken_host_keeps_its_address(address: str) -> None:
    assert normalize_address(address) == normalize_address(address + " ")
