"""Sites of «Госвеб»: which are, which only look so, and their one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk.official_pages import Entry, Registry
from govpublic_sdk.official_pages.gosweb import GoswebSite, check_sites, is_gosweb


@pytest.mark.parametrize(
    ("text", "kind", "slug", "url"),
    [
        (
            *("https://Adm-X-r36.gosweb.gosuslugi.ru/", "gosweb", "adm-x"),
            "https://adm-x-r36.gosweb.gosuslugi.ru",
        ),
        (
            *("adm-r897.gosweb.gosuslugi.ru/novosti/?a=1", "gosweb", "adm"),
            "https://adm-r897.gosweb.gosuslugi.ru/novosti?a=1",
        ),
        (
            *("adm-r07.gosweb.gosuslugi.ru.", "gosweb", "adm"),
            "https://adm-r07.gosweb.gosuslugi.ru",
        ),
        (
            *("http://www.adm-r07.gosweb.gosuslugi.ru:80", "gosweb", "adm"),
            "https://adm-r07.gosweb.gosuslugi.ru",
        ),
        ("http://mariupol.gosuslugi.ru", "alias", "mariupol", "https://mariupol.gosuslugi.ru"),
        ("https://pos.gosuslugi.ru/form/", "other", None, "https://pos.gosuslugi.ru/form"),
        ("https://esia.gosuslugi.ru", "other", None, "https://esia.gosuslugi.ru"),
        ("lk.gosuslugi.ru", "other", None, "https://lk.gosuslugi.ru"),
        ("www.gosuslugi.ru", "other", None, "https://gosuslugi.ru"),
        ("gosweb.gosuslugi.ru", "other", None, "https://gosweb.gosuslugi.ru"),
        ("adm.gosweb.gosuslugi.ru", "other", None, "https://adm.gosweb.gosuslugi.ru"),
        ("самара.рф", "other", None, "https://xn--80aaa0cvac.xn--p1ai"),
        (
            *("adm-r1.gosweb.gosuslugi.ru.example.org", "other", None),
            "https://adm-r1.gosweb.gosuslugi.ru.example.org",
        ),
        (
            *("https://adm-r36.gosweb.gosuslugi.ru:8080", "other", None),
            "https://adm-r36.gosweb.gosuslugi.ru:8080",
        ),
        ("", "none", None, None),
        (" - ", "none", None, None),
        ("Нет", "none", None, None),
        ("сайт в разработке", "unreadable", None, None),
        ("http://[::1", "unreadable", None, None),
        ("http://a.ru:port", "unreadable", None, None),
        ("ftp://adm-r36.gosweb.gosuslugi.ru", "unreadable", None, None),
        ("https://user@adm-r36.gosweb.gosuslugi.ru", "unreadable", None, None),
        ("127.0.0.1", "unreadable", None, None),
        ("a..ru", "unreadable", None, None),
        ("localhost", "unreadable", None, None),
    ],
)
def test_a_site_is_read(text: str, kind: str, slug: str | None, url: str | None) -> None:
    site = GoswebSite.parse(text)

    assert (site.kind, site.slug, site.url, site.text) == (kind, slug, url, text)
    assert is_gosweb(text) == site.is_gosweb == (kind in ("gosweb", "alias"))


@pytest.mark.parametrize(
    "label",
    [
        *("63", "01", "77", "1", "8-16", "pay", "e-trust", "oplata", "id", "contract", "detsad"),
        *(
            "frgu",
            "id2",
            "do-63",
            "spo",
            "vuzopros",
            "feedback",
            *("lkuk", "lkul", "do-2", "spo-63", "sdo", "ext", "vuznavigator"),
            "test",
            "test2",
            "www2",
            "www3",
            "lk",
            "lk2",
            "m",
            "s",
            "dev",
            "dev-l11",
            "uat",
        ),
        *("pos-test", "esia-portal1", "fkgs", "mfc", "login", "help", "smev", "smev3", "esnsi"),
        *("knd", "bot", "nsi", "dnevnik", "uslugi", "gis", "beta2", "map", "sc", "do", "partners"),
    ],
)
def test_portal_host_is_no_site_of_gosweb(label: str) -> None:
    assert GoswebSite.parse(f"https://{label}.gosuslugi.ru/x").kind == "other"


@pytest.mark.parametrize(
    "label", ["mariupol", "samara34", "adm-63", "school5", "tyumen-adm", "mo12", "lkadm"]
)
def test_short_name_of_a_body_is_an_alias(label: str) -> None:
    assert GoswebSite.parse(f"{label}.gosuslugi.ru").slug == label


GOSWEB = "https://adm-r36.gosweb.gosuslugi.ru"


@pytest.mark.parametrize(
    ("text", "url", "rest"),
    [
        ("сайт: adm-r36.gosweb.gosuslugi.ru", GOSWEB, ()),
        ("Официальный сайт - https://adm-r36.gosweb.gosuslugi.ru", GOSWEB, ()),
        ("(adm-r36.gosweb.gosuslugi.ru)", GOSWEB, ()),
        ("<https://adm-r36.gosweb.gosuslugi.ru>", GOSWEB, ()),
        ("https:/adm-r36.gosweb.gosuslugi.ru", GOSWEB, ()),
        ("http//adm-r36.gosweb.gosuslugi.ru", GOSWEB, ()),
        ("htps://adm-r36.gosweb.gosuslugi.ru", GOSWEB, ()),
        ("https://https://adm-r36.gosweb.gosuslugi.ru", GOSWEB, ()),
        ("adm-r36. gosweb.gosuslugi.ru", GOSWEB, ()),
        ("adm-r36 .gosweb.gosuslugi.ru", GOSWEB, ()),
        ("adm-r36.gosweb.gosuslugi.ru, vk.com/x", GOSWEB, ("vk.com/x",)),
        ("https://a.ru, https://adm-r36.gosweb.gosuslugi.ru", GOSWEB, ("https://a.ru",)),
        ("a.ru\nb.ru", "https://a.ru", ("b.ru",)),
        ("a.ru; b.ru", "https://a.ru", ("b.ru",)),
        ("https://a.ru;https://b.ru/x,y", "https://a.ru", ("https://b.ru/x,y",)),
        ("a.ru http://www.a.ru/", "https://a.ru", ()),
        ("г.Самара, ул.Мира, samara.ru", "https://samara.ru", ()),
        ("тел. 8-846-000-00-00 самара.рф", "https://xn--80aaa0cvac.xn--p1ai", ()),
    ],
)
def test_address_among_others_is_read(text: str, url: str, rest: tuple[str, ...]) -> None:
    site = GoswebSite.parse(text)

    assert (site.url, site.rest, site.text) == (url, rest, text)


@pytest.mark.parametrize("text", ["н/д", "сайта нет", "0", "не имеется", "сайт отсутствует", "—"])
def test_empty_word_is_no_site(text: str) -> None:
    assert GoswebSite.parse(text).kind == "none"


@pytest.mark.parametrize("text", ["г.Самара", "ул.Мира д.5", "a@samara.ru", "ftp://samara.ru"])
def test_words_with_dots_are_no_site(text: str) -> None:
    assert GoswebSite.parse(text).kind == "unreadable"


def test_no_region_is_read_from_the_number() -> None:
    assert {name for name in GoswebSite.__slots__ if "region" in name or "subject" in name} == set()


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    site = GoswebSite.parse(text)

    if site.url:
        assert GoswebSite.parse(site.url).url == site.url


@given(st.from_regex(r"[a-z][a-z0-9]{0,20}-r[0-9]{1,3}", fullmatch=True))
def test_every_site_of_the_platform_is_recognised(name: str) -> None:
    assert is_gosweb(f"{name}.gosweb.gosuslugi.ru")
    assert not is_gosweb(f"{name}.gosweb.gosuslugi.ru.org")


def test_sites_of_a_registry_are_checked() -> None:
    sites = ("adm-r36.gosweb.gosuslugi.ru", "samara.ru", None, "в разработке")
    registry = Registry.of([Entry(row=row, site=site) for row, site in enumerate(sites, start=2)])

    checked = check_sites(registry)

    assert [one.site.kind for one in checked] == ["gosweb", "other", "none", "unreadable"]
    assert [one.entry.row for one in checked] == [2, 3, 4, 5]
