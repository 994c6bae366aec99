"""Links of the platform: what is read, what is told, what is proposed, and nothing ever raises."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import errors
from govpublic_sdk.identifiers import OGRN, OKATO, OKTMO, ogrn_check_digit
from govpublic_sdk.pos import (
    FAULT_CODES,
    RULES,
    LinkRules,
    PosLink,
    check_menu,
    rules_at,
)
from govpublic_sdk.sandbox.pos_links import FAULTS, Body, menu
from govpublic_sdk.subjects import SUBJECTS
from shared import SHARED, needs_shared

HOST = "https://pos.gosuslugi.ru"
NUMBER = "1026300000000"
FORM = f"{HOST}/form/?opaId=5&utm_source=vk&utm_medium=36&utm_campaign={NUMBER}"
REGION = f"{HOST}/og/org-activities?reg_code=36&utm_source=vk1&utm_medium=36&utm_campaign={NUMBER}"
TOWN = (
    f"{HOST}/og/org-activities?mun_code=36701000&utm_source=vk2&utm_medium=36&utm_campaign={NUMBER}"
)
PAGE = Path(__file__).parents[2] / "docs" / "pos-links.md"


def codes(link: PosLink) -> set[str]:
    return {one.code for one in link.issues}


def number_of(subject: str) -> str:
    start = f"102{subject}0000001"
    return start + ogrn_check_digit(start + "0")


# Right links ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [(FORM, "form"), (REGION, "opinion-region"), (TOWN, "opinion-municipality")],
)
def test_a_right_link_is_valid_and_needs_nothing(text: str, kind: str) -> None:
    link = PosLink.parse(text)

    assert (link.kind, link.meant_as, link.issues, link.repair) == (kind, kind, (), None)
    assert link.is_valid
    assert link.concerns_platform
    assert (link.raw, link.host, link.rules) == (text, "pos.gosuslugi.ru", RULES[-1].id)
    assert (link.region, link.ogrn) == (OKATO("36"), OGRN(NUMBER))


def test_its_parts_are_typed() -> None:
    form, region, town = map(PosLink.parse, (FORM, REGION, TOWN))

    assert (form.opa_id, form.municipality) == (5, None)
    assert (form.source, form.medium, form.campaign) == ("vk", "36", NUMBER)
    assert (region.opa_id, region.municipality) == (None, None)
    assert town.municipality == OKTMO("36701000")


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.pos_region)
def test_every_subject_has_right_links(subject: Any) -> None:
    region, ogrn = subject.pos_region, number_of(subject.number)
    town = subject.oktmo.ljust(8, "7")

    for link in (
        PosLink.form(opa_id=1, region=region, ogrn=ogrn),
        PosLink.opinions(region=region, ogrn=ogrn),
        PosLink.opinions(region=region, ogrn=ogrn, municipality=town),
    ):
        assert link.issues == ()
        assert link.region == subject.okato


@pytest.mark.parametrize("text", [FORM, REGION, TOWN])
def test_case_of_host_and_a_slash_change_nothing(text: str) -> None:
    assert PosLink.parse(text.replace("pos.gosuslugi.ru", "POS.GosUslugi.RU")).issues == ()
    assert PosLink.parse(text.replace("/form/?", "/form?")).issues == ()
    assert PosLink.parse(text.replace("activities?", "activities/?")).issues == ()


def test_builders_give_what_is_read() -> None:
    assert PosLink.form(opa_id="5", region="36", ogrn=NUMBER).raw == FORM
    assert PosLink.form(opa_id=5, region=OKATO("36"), ogrn=f"{NUMBER}.0").raw == FORM
    assert PosLink.opinions(region="36", ogrn=OGRN(NUMBER)).raw == REGION
    assert PosLink.opinions(region="36", ogrn=NUMBER, municipality="36701000").raw == TOWN
    assert PosLink.opinions(region="36", ogrn=NUMBER, municipality="36701000000").raw == TOWN


@pytest.mark.parametrize(
    ("wrong", "parameter"),
    [
        ({"opa_id": 0}, "opa_id"),
        ({"opa_id": -5}, "opa_id"),
        ({"opa_id": True}, "opa_id"),
        ({"opa_id": "ID"}, "opa_id"),
        ({"opa_id": "5&x=1"}, "opa_id"),
        ({"region": "02"}, "region"),
        ({"region": "718"}, "region"),
        ({"region": ""}, "region"),
        ({"ogrn": "1026300000001"}, "ogrn"),
        ({"ogrn": "6315800000"}, "ogrn"),
        ({"municipality": "3670100"}, "municipality"),
        ({"municipality": "36701305111"}, "municipality"),
        ({"municipality": ""}, "municipality"),
    ],
)
def test_builders_refuse(wrong: dict[str, Any], parameter: str) -> None:
    given: dict[str, Any] = {"region": "36", "ogrn": NUMBER, **wrong}
    build = PosLink.form if "municipality" not in wrong else PosLink.opinions
    if build == PosLink.form:
        given.setdefault("opa_id", 5)

    with pytest.raises(errors.ParameterError) as refused:
        build(**given)
    assert refused.value.name == parameter


# What the existing checker gets wrong ------------------------------------------------------------


@pytest.mark.parametrize(("region", "number"), [("711", "86"), ("7114", "89"), ("111", "83")])
def test_codes_of_okrugs_are_right(region: str, number: str) -> None:
    marks = f"utm_medium={region}&utm_campaign={number_of(number)}"

    assert PosLink.parse(f"{HOST}/form/?opaId=5&utm_source=vk&{marks}").issues == ()
    opinions = f"{HOST}/og/org-activities?reg_code={region}&utm_source=vk1&{marks}"
    assert PosLink.parse(opinions).issues == ()


@pytest.mark.parametrize("region", ["7", "71", "7111", "71140", "11", "1", "112", "00", "99999"])
def test_codes_are_compared_whole(region: str) -> None:
    link = PosLink.parse(FORM.replace("medium=36", f"medium={region}"))

    assert ("region" in codes(link)) == (region not in RULES[-1].region_codes)


def test_an_unknown_parameter_is_a_warning() -> None:
    text = FORM.replace("&utm_source", "&fz59=false&utm_source")
    link = PosLink.parse(text)

    assert link.is_valid
    assert link.extra == (("fz59", "false"),)
    assert [(one.code, one.part, one.severity) for one in link.issues] == [
        ("extra", "fz59", "warning")
    ]
    strict = PosLink.parse(text, rules=replace(RULES[-1], extra_parameters="error"))
    assert not strict.is_valid
    assert strict.repair == FORM


def test_another_order_is_a_warning() -> None:
    text = f"{HOST}/form/?utm_campaign={NUMBER}&utm_source=vk&opaId=5&utm_medium=36"
    link = PosLink.parse(text)

    assert link.is_valid
    assert [(one.code, one.severity) for one in link.issues] == [("order", "warning")]
    assert link.repair == FORM
    assert not PosLink.parse(text, rules=replace(RULES[-1], order="error")).is_valid


@pytest.mark.parametrize(
    "host",
    [
        "pos.gosuslugi.ru.example.org",
        "pos-gosuslugi.ru",
        "posgosuslugi.ru",
        "pos.gosuslugi.com",
        "pos.gosusluqi.ru",
        "pos.gosuslug.ru",
        "p0s.gosuslugi.ru",
        "pos.gosus1ugi.ru",
        "роs.gosuslugi.ru",
        "xn--s-0tbf.gosuslugi.ru",
        "xn--ps-fmc.gosuslugi.ru",
        "pоs.gosuslugi.ru",
        "пос.госуслуги.рф",
        "www.pos.gosuslugi.ru",
        "pos.gosuslugi.ru-form.example.org",
        "example.org@pos.gosuslugi.ru.evil.org",
    ],
)
def test_hosts_that_look_alike_are_told_and_not_repaired(host: str) -> None:
    link = PosLink.parse(FORM.replace("pos.gosuslugi.ru", host))

    assert "host-lookalike" in codes(link)
    assert (link.kind, link.meant_as, link.repair) == ("other", "form", None)
    assert link.concerns_platform
    assert not link.is_valid


@pytest.mark.parametrize(
    "start",
    [
        "https://pos.gosuslugi.ru@example.org",
        "https://pos.gosuslugi.ru:443@example.org",
        "https://pos.gosuslugi.ru%2F@example.org",
        "https://example.org/?pos.gosuslugi.ru",
        "https://example.org#@pos.gosuslugi.ru",
        "https://gosuslugi.ru",
        "https://dom.gosuslugi.ru",
        "https://xn--\u00e9.example.org",
        "https://xn--99999999999.example.org",
        "javascript://example.org",
    ],
)
def test_other_hosts_are_never_the_platform(start: str) -> None:
    link = PosLink.parse(FORM.replace(HOST, start))

    assert link.kind == "other"
    assert link.repair is None
    assert not link.is_valid


def test_a_link_with_the_key_concerns_the_platform_on_any_host() -> None:
    assert PosLink.parse("https://gosuslugi.ru/form/?opaId=5").concerns_platform
    assert PosLink.parse("https://example.org/?to=https://pos.gosuslugi.ru").concerns_platform
    assert not PosLink.parse("https://gosuslugi.ru/10700").concerns_platform
    assert not PosLink.parse("https://example.org/form/").concerns_platform
    assert not PosLink.parse("https://example.org/news?my_opaId_list=1").concerns_platform


@pytest.mark.parametrize("off", range(1, 10))
def test_a_wrong_check_digit_is_told(off: int) -> None:
    link = PosLink.parse(FORM[:-1] + str(off))

    assert codes(link) == {"ogrn-check-digit"}
    assert "последней была бы 0" in link.issues[0].message("ru")
    assert link.ogrn is None
    assert link.campaign == FORM[-13:-1] + str(off)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"{HOST}/form/?opaId=ID&utm_source=vk&utm_medium=REG-CODE&utm_campaign=OGRN", 3),
        (f"{HOST}/form/?opaId={{ID}}&utm_source=vk&utm_medium=XX&utm_campaign=[ОГРН]", 3),
        (TOWN.replace("36701000", "MUN-CODE"), 1),
        (REGION.replace("reg_code=36", "reg_code=REG_CODE"), 1),
    ],
)
def test_unfilled_places_are_told(text: str, parts: int) -> None:
    found = [one for one in PosLink.parse(text).issues if one.code == "placeholder"]

    assert len(found) == parts
    assert not PosLink.parse(text).is_valid


# One table of slips: what is told, and what is proposed ---------------------------------------

OKRUG = f"{HOST}/form/?opaId=5&utm_source=vk&utm_medium=711&utm_campaign={number_of('86')}"
KRASNODAR = f"{HOST}/form/?opaId=5&utm_source=vk&utm_medium=03&utm_campaign={number_of('23')}"
CODES = [
    *('<script src="https://example.org/a.js"></script>', "<script>var opaId=5</script>"),
    *('<script async src="https://example.org/x?opaId=5&utm_source=vk"></script>', "<script"),
    *('<iframe src="https://vk.com/video_ext.php"></iframe>', "<style>a{}</style>", "Widget(5)"),
    *("(function(d){d.write(1)})(document)", "$(document).ready(x)", "<!-- script -->"),
    "&lt;script src=&quot;https://pos.gosuslugi.ru/bin/script.min.js&quot;&gt;",
]
WIDGETS = [
    '<script src="https://pos.gosuslugi.ru/bin/script.min.js"></script>',
    '<script>(function(){Widget("https://pos.gosuslugi.ru/form", 5)})()</script>',
    'Widget("https://pos.gosuslugi.ru/form", 5)',
    '<div id="js-show-iframe-wrapper"><div class="pos-banner-fluid"></div></div>',
    '<iframe id="widgetPosId" src="https://pos.gosuslugi.ru/og/widgets/view?level=30"></iframe>',
    '<div id="e329fb40-widget-pos"></div>',
    '<script id="e329fb40" data-src-host="https://pos.gosuslugi.ru/og" data-org-id="5"></script>',
]
SLIPS: list[tuple[str, set[str], str | None]] = [
    ("", {"empty"}, None),
    ("«»", {"empty", "characters"}, None),
    ("x" * 4_001, {"too-long"}, None),
    ("нет", {"address", "scheme"}, None),
    (f" {FORM}\n", {"space"}, FORM),
    (FORM.replace("utm_medium", "utm_mediu m"), {"space"}, FORM),
    (FORM.replace("utm_medium", "utm_mediu%20m"), {"space"}, FORM),
    (FORM.replace("utm_medium", "utm_mediu+m"), {"space"}, FORM),
    (FORM.replace("utm_medium", "utm_mediu%C2%A0m"), {"space"}, FORM),
    (FORM.replace("&utm_source", "%20&utm_source"), {"space"}, FORM),
    (FORM.replace("opaId=5", "opaId=%205"), {"space"}, FORM),
    (FORM.replace("pos.", "pos. "), {"space"}, FORM),
    (FORM.replace("ru/form", "ru%20/form"), {"space"}, FORM),
    (REGION.replace("org-act", "org-%20act"), {"space"}, REGION),
    (FORM.replace("utm_", "utm%20"), {"space", "name"}, FORM),
    (FORM.replace("utm_", "utm%20%20%20"), {"space", "name"}, FORM),
    (FORM.replace("utm_", "utm"), {"name"}, FORM),
    (FORM.replace("opaId", "opald"), {"name"}, FORM),
    (FORM.replace("opaId", "OPAID"), {"name"}, FORM),
    (FORM.replace("opaId", "орaId"), {"name"}, FORM),
    (FORM.replace("utm_source", "utm_sourse"), {"name"}, FORM),
    (REGION.replace("reg_code", "regcode"), {"name"}, REGION),
    (f"\ufeff{FORM}", {"invisible"}, FORM),
    (FORM.replace("opaId", "opa\u200bId"), {"invisible"}, FORM),
    (FORM.replace("opaId", "opa%E2%80%8BId"), {"invisible", "encoded"}, FORM),
    (FORM.replace("opaId=5", "opaId=\uff15"), {"characters"}, FORM),
    (f"«{FORM}».", {"characters"}, FORM),
    (f"<{FORM}>", {"characters"}, FORM),
    (f"{FORM}/", {"characters"}, FORM),
    (FORM.replace("/", "\\"), {"characters"}, FORM),
    (FORM.replace("&", "&amp;"), {"html"}, FORM),
    (FORM.replace("&", "&amp;amp;"), {"html"}, FORM),
    (FORM.replace("&", "&#38;"), {"html"}, FORM),
    (FORM.replace("&", "%26amp;"), {"html", "encoded"}, FORM),
    (FORM.replace("&", "%26").replace("=", "%3D"), {"encoded"}, FORM),
    (quote(FORM, safe=""), {"encoded"}, FORM),
    (quote(quote(FORM, safe=""), safe=""), {"double-encoded", "encoded"}, FORM),
    (FORM.replace("opaId=5", "opaId%253D5"), {"double-encoded", "encoded"}, FORM),
    (FORM.replace("&", "%2520&"), {"double-encoded", "space"}, FORM),
    (FORM.replace("https", "http"), {"scheme"}, FORM),
    (FORM.replace("https", "HTTPS"), set(), None),
    (FORM.replace("https://", ""), {"scheme"}, FORM),
    (FORM.replace("https://", "//"), {"scheme"}, FORM),
    (FORM.replace("https://", "htpps:/"), {"scheme"}, FORM),
    (FORM.replace("https://", "https//"), {"scheme"}, FORM),
    (FORM.replace("https://", "https://https://"), {"scheme"}, FORM),
    (FORM.replace("https://", "ftp://"), {"scheme"}, None),
    (FORM.replace("https://", "javascript://"), {"scheme"}, None),
    (FORM.replace(".ru/", ".ru./"), {"host-form"}, FORM),
    (FORM.replace(".ru/", ".ru:443/"), {"port"}, FORM),
    (FORM.replace(".ru/", ".ru:8080/"), {"port"}, FORM),
    (FORM.replace("//pos", "//example.org@pos"), {"userinfo"}, FORM),
    (FORM.replace("/form/", "/Form/"), {"path"}, FORM),
    (FORM.replace("/form/", "//form/"), {"path"}, FORM),
    (FORM.replace("/form/", "/"), {"path"}, FORM),
    (FORM.replace("/form/", "/forma/"), {"path"}, None),
    (REGION.replace("org-activities", "org\u2013activities"), {"path"}, REGION),
    (REGION.replace("org-activities", "org_activities"), {"path"}, REGION),
    (f"{FORM}#top", {"fragment"}, FORM),
    (FORM.replace("&utm_source", "?utm_source"), {"separator"}, FORM),
    (FORM.replace("&", ";"), {"separator"}, FORM),
    (FORM.replace("&", "&&"), {"empty-parameter"}, FORM),
    (f"{FORM}&utm_source=vk", {"repeated"}, FORM),
    (f"{FORM}&utm_source=ok", {"contradicting"}, None),
    (f"{FORM}&opaId=6", {"contradicting"}, None),
    (f"{REGION}&mun_code=36701000", {"both-keys", "order", "source"}, None),
    (f"{FORM}&reg_code=36", {"extra"}, None),
    (f"{FORM}&a=b c".replace("https", "http"), {"extra", "scheme"}, None),
    (f"{FORM}&utm_content=%D0%BF%20", {"extra"}, None),
    (f"{FORM}&a=%5B1".replace("https", "http"), {"extra", "scheme"}, f"{FORM}&a=%5B1"),
    (
        f"{FORM}&a=%5B1".replace("36", "%20%33%36", 1),
        {"extra", "space", "encoded"},
        f"{FORM}&a=%5B1",
    ),
    (f"{HOST}/form/?a=%5B1", {"extra", "missing"}, None),
    (f"Сообщить: {FORM}", {"characters"}, FORM),
    (f"{FORM}&fz59=true".replace("https", "http"), {"extra", "scheme"}, f"{FORM}&fz59=true"),
    (FORM.replace("vk", "VK"), {"source"}, FORM),
    (FORM.replace("vk", "vk1"), {"source"}, FORM),
    (REGION.replace("vk1", "vk2"), {"source"}, REGION),
    (FORM.replace("&utm_source=vk", ""), {"missing"}, FORM),
    (FORM.replace("opaId=5&", ""), {"missing"}, None),
    (FORM.replace("opaId=5", "opaId="), {"missing"}, None),
    (FORM.replace("&utm_medium=36", ""), {"missing"}, None),
    (REGION.replace("&utm_medium=36", ""), {"missing"}, REGION),
    (REGION.replace("reg_code=36&", ""), {"missing"}, REGION),
    (TOWN.replace("&utm_medium=36", ""), {"missing"}, TOWN),
    (TOWN.replace("mun_code=36701000&", ""), {"missing"}, None),
    (FORM.partition("&utm_source")[0], {"missing"}, None),
    (FORM.replace("opaId=5", "opaId=abc"), {"opa-id"}, None),
    (FORM.replace("opaId=5", "opaId=0"), {"opa-id"}, None),
    (FORM.replace("opaId=5", f"opaId={'5' * 3000}"), {"opa-id"}, None),
    (FORM.replace("medium=36", "medium=36000000000"), {"region"}, FORM),
    (KRASNODAR.replace("medium=03", "medium=3"), {"region"}, KRASNODAR),
    (OKRUG.replace("medium=711", "medium=718"), {"region"}, OKRUG),
    (OKRUG.replace("medium=711", "medium=71100"), {"region"}, OKRUG),
    (FORM.replace("medium=36", "medium=02"), {"region"}, None),
    (FORM.replace("medium=36", "medium=7111"), {"region"}, None),
    (REGION.replace("medium=36", "medium=63"), {"regions-differ"}, None),
    (REGION.replace("medium=36", "medium=02"), {"region"}, REGION),
    (TOWN.replace("36701000", "36701000000"), {"municipality"}, TOWN),
    (TOWN.replace("36701000", "00701000000"), {"municipality"}, None),
    (TOWN.replace("36701000", "3670100"), {"municipality"}, None),
    (TOWN.replace("medium=36", "medium=63"), {"municipality-region", "ogrn-subject"}, None),
    (TOWN.replace("36701000", "55701000"), {"municipality-region"}, None),
    (TOWN.replace("36701000", "55701000").replace("&utm_medium=36", ""), {"missing"}, None),
    (FORM.replace("medium=36", "medium=63"), {"ogrn-subject"}, None),
    (FORM.replace(NUMBER, number_of("99")), {"ogrn-subject"}, None),
    (FORM.replace(NUMBER, number_of("00")), {"ogrn-subject"}, None),
    (FORM.replace(NUMBER, "6315800000"), {"ogrn"}, None),
    (FORM.replace(NUMBER, "304630000000010"), {"ogrn"}, None),
    (f"https://vk.com/away.php?to={quote(FORM, safe='')}&cc_key=1", {"redirect"}, FORM),
    (f"https://vk.ru/away?to={FORM}&cc_key=1&post=-1_2", {"redirect"}, FORM),
    (
        f"https://away.vk.com/away.php?to={quote(FORM.replace('https', 'http'), safe='')}",
        {"redirect", "scheme"},
        FORM,
    ),
    ("https://vk.com/away.php?utf=1", {"host"}, None),
    (f"{HOST}/landing/", {"kind"}, None),
    (f"{HOST}/og/widgets/view?type=%5B10,20%5D&level=30#x", {"kind"}, None),
    (
        f"{HOST}/og/org-activities?reg_code36&utm_source=vk1&utm_medium36utm_campaign={NUMBER}",
        {"no-equals", "no-separator"},
        REGION,
    ),
    (FORM.replace("&utm_campaign", "utm_campaign"), {"no-separator"}, FORM),
    (FORM.replace("&utm", "utm"), {"no-separator"}, FORM),
    (REGION.replace("&utm_source", "utm_source"), {"no-separator"}, REGION),
    (TOWN.replace("&utm_medium", " utm_medium"), {"no-separator", "space"}, TOWN),
    (FORM.replace("&", "|"), {"no-separator", "characters"}, FORM),
    (FORM.replace("&", ","), {"no-separator", "characters"}, FORM),
    (FORM.replace("?", ""), {"no-separator"}, FORM),
    (FORM.replace("opaId=", "opaId"), {"no-equals"}, FORM),
    (FORM.replace("campaign=", "campaign"), {"no-equals"}, FORM),
    (FORM.replace("medium=", "medium:"), {"no-equals"}, FORM),
    (FORM.replace("=", "=="), {"characters"}, FORM),
    (FORM.replace("&utm_campaign=", "utm_campaign"), {"region", "missing"}, None),
    *((code, {"widget-code"}, None) for code in (*WIDGETS, *CODES)),
    (
        FORM.replace("https", "http").replace("opaId", "opald").replace("utm_s", "utm%20s"),
        {"scheme", "name", "space"},
        FORM,
    ),
]


@pytest.mark.parametrize(("text", "told", "repair"), SLIPS, ids=[one[0][-60:] for one in SLIPS])
def test_slips_are_told_and_repaired_where_certain(
    text: str, told: set[str], repair: str | None
) -> None:
    link = PosLink.parse(text)

    assert (codes(link), link.repair, link.raw) == (told, repair, text)
    assert link.is_valid == all(one.severity == "warning" for one in link.issues)
    if repair:
        assert PosLink.parse(repair).is_valid


@pytest.mark.parametrize("old", ["80", "81", "82", "84", "85", "88"])
def test_numbers_of_merged_subjects_are_taken(old: str) -> None:
    assert PosLink.parse(FORM.replace(NUMBER, number_of(old))).issues == ()


def test_an_ogrn_of_another_subject_is_a_warning_by_default() -> None:
    text = FORM.replace("medium=36", "medium=03")
    link = PosLink.parse(text)

    assert link.is_valid
    assert "Самарская" in link.issues[0].message("ru")
    assert "Краснодарский" in link.issues[0].message("en")
    assert not PosLink.parse(text, rules=replace(RULES[-1], ogrn_subject="error")).is_valid


# Other addresses of the platform -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind", "vote", "thing", "municipality"),
    [
        ("/form/?opaId=5&fz59=false", "form", None, None, None),
        ("/og/org-activities?reg_code=36", "opinion-region", None, None, None),
        (
            "/og/org-activities?mun_code=36701000",
            "opinion-municipality",
            None,
            None,
            "36701000",
        ),
        ("/og/org-activities?utm_source=vk2", "opinion-municipality", None, None, None),
        ("/og/org-activities", "opinion-region", None, None, None),
        ("/lkp/", "vote", None, None, None),
        (
            "/lkp/polls/77/?utm_source=widget&utm_medium=municipality"
            "&utm_campaign=pos.gosuslugi.ru&utm_content=36701000",
            "vote",
            77,
            None,
            "36701000",
        ),
        ("/lkp/fkgs/", "vote", None, None, None),
        ("/lkp/fkgs/12/34/", "vote-object", 12, 34, None),
        (
            "/lkp/fkgs/?location=m36701000&typeView=&typeView=1&type=&type=2",
            "vote",
            None,
            None,
            "36701000",
        ),
        ("/lkp/fkgs/?location=m00000000", "vote", None, None, None),
        ("/lkp/fkgs/home/", "vote", None, None, None),
        ("/lkp/fkgs/offer/", "vote", None, None, None),
        ("/lkp/fkgs-offer/rules/", "vote", None, None, None),
        ("/lkp/projects/5/09/6", "vote-object", 5, 6, None),
        ("/landing/", "landing", None, None, None),
        ("/bin/script.min.js", "widget", None, None, None),
        ("/og/widget/js/main.js", "widget", None, None, None),
        (
            "/og/widgets/view?type=[10,20]&municipality_id=36701000",
            "widget",
            None,
            None,
            "36701000",
        ),
        ("/", "other", None, None, None),
        ("/lkp/unknown/", "other", None, None, None),
    ],
)
def test_all_addresses_are_known(
    path: str, kind: str, vote: int | None, thing: int | None, municipality: str | None
) -> None:
    link = PosLink.parse(HOST + path)

    assert (link.kind, link.vote_id, link.object_id) == (kind, vote, thing)
    assert link.municipality == (OKTMO(municipality) if municipality else None)
    assert not link.is_valid
    assert link.concerns_platform


# Any text ------------------------------------------------------------------------------------


def links() -> st.SearchStrategy[str]:
    """Right links after a few random blows."""
    blow = st.tuples(
        st.integers(0, 200),
        st.integers(0, 3),
        st.sampled_from(
            ["", " ", "%20", "%", "&", "=", "?", "#", "/", "@", ":", "0", "о", "\u200b"]
        )
        | st.text(max_size=3),
    )
    return st.builds(_struck, st.sampled_from([FORM, REGION, TOWN]), st.lists(blow, max_size=3))


def _struck(text: str, blows: list[tuple[int, int, str]]) -> str:
    for place, length, new in blows:
        text = text[:place] + new + text[place + length :]
    return text


RULE_SETS = (
    RULES[-1],
    replace(RULES[-1], extra_parameters="error", order="error", ogrn_subject="error"),
    replace(RULES[-1], region_codes=frozenset({"36", "x y"}), schemes=("https", "http")),
)


@given(
    st.one_of(st.text(), links(), links().map(lambda one: quote(one))), st.sampled_from(RULE_SETS)
)
def test_any_text_is_read_and_a_repair_is_valid(text: str, rules: LinkRules) -> None:
    link = PosLink.parse(text, rules=rules)

    assert link.raw == text
    assert link.explain("ru")
    assert link.explain("en")
    for part in ("opa_id", "region", "municipality", "ogrn", "source", "medium", "campaign"):
        getattr(link, part)
    if link.repair is not None:
        again = PosLink.parse(link.repair, rules=rules)
        assert again.is_valid
        assert again.repair is None
        assert again.kind == link.kind
        assert link.repair.startswith(HOST)
        assert len(again.issues) < len(link.issues)


@given(st.text())
def test_nothing_on_another_host_is_the_platform(text: str) -> None:
    link = PosLink.parse(f"https://example.org/{text}")

    assert link.kind == "other"
    assert link.repair is None


@given(st.integers(1, 10**12), st.sampled_from(SUBJECTS), st.integers(0, 10**7 - 1))
def test_what_is_built_is_right(opa_id: int, subject: Any, number: int) -> None:
    start = f"102{subject.number}{number:07d}"
    ogrn = start + ogrn_check_digit(start + "0")

    link = PosLink.form(opa_id=opa_id, region=subject.pos_region, ogrn=ogrn)

    assert (link.issues, link.opa_id, link.ogrn) == ((), opa_id, OGRN(ogrn))


# Words ---------------------------------------------------------------------------------------


def all_issues() -> Iterator[Any]:
    for text, _, _ in SLIPS:
        yield from PosLink.parse(text).issues
    for text in ("https://pos-gosuslugi.ru/form/", "https://vk.com/", FORM.replace("=5", "=ID")):
        yield from PosLink.parse(text).issues
    for addresses in ([], [FORM, FORM], [REGION], [FORM.replace("=36", "=63"), REGION]):
        yield from check_menu(addresses).issues
    yield from PosLink.parse(FORM[:-1] + "1").issues
    yield from PosLink.parse(f"{HOST}/form/?utm_source=vk&opaId=5").issues


def test_every_code_is_met_and_told_in_both_languages() -> None:
    met = {one.code for one in all_issues()}

    assert met == set(FAULT_CODES)
    for one in all_issues():
        for language in ("ru", "en"):
            assert not re.search(r"\{\w*\}", one.message(language))  # type: ignore[arg-type]
    with pytest.raises(errors.ParameterError, match="language"):
        PosLink.parse("").issues[0].message("de")  # type: ignore[arg-type]


def test_hostile_values_are_shown_shortly_and_printable() -> None:
    link = PosLink.parse(FORM.replace("=5", "=\u202e" + "\x00{x}" * 500))

    assert all(len(one.message("ru")) < 500 for one in link.issues)
    assert all(one.message("ru").isprintable() for one in link.issues)


def test_a_link_explains_itself() -> None:
    wrong = PosLink.parse(FORM.replace("https", "http"))
    lines = wrong.explain().splitlines()

    assert lines[0].startswith("Ссылка неверна: http://")
    assert lines[1] == "форма «Сообщить о проблеме», Самарская область"
    assert lines[2].startswith("- ошибка: Ссылка начинается с «http://»")
    assert lines[-1] == f"Верно будет: {FORM}"
    assert PosLink.parse(FORM).explain("en").startswith("The link is right: ")
    assert PosLink.parse(f"{FORM}#x").explain("en").startswith("The link is right, but check it")


def test_the_page_of_the_docs_lists_every_code() -> None:
    told = re.findall(
        r"^\| `([\w-]+)` \| (error|warning) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )

    assert dict(told) == {one.code: one.severity for one in FAULT_CODES.values()}
    assert len(told) == len(FAULT_CODES)


# The rules -----------------------------------------------------------------------------------


def test_rules_are_dated() -> None:
    assert rules_at(date(2026, 1, 1)) is RULES[-1]
    assert rules_at(RULES[0].since) is RULES[0]
    with pytest.raises(errors.ParameterError, match="or later"):
        rules_at(date(2020, 11, 10))
    assert [one.since for one in RULES] == sorted(one.since for one in RULES)
    assert {"111", "711", "7114", "36"} < RULES[-1].region_codes


def test_another_edition_of_the_rules_can_be_made() -> None:
    loopback = replace(RULES[-1], id="mine", host="127.0.0.1", schemes=("http",))
    link = PosLink.parse(FORM.replace(HOST, "http://127.0.0.1"), rules=loopback)

    assert (link.kind, link.issues, link.rules) == ("form", (), "mine")
    odd = replace(loopback, region_codes=frozenset({"q"}))
    strange = PosLink.parse(link.raw.replace("=36", "=q"), rules=odd)
    assert (codes(strange), strange.region) == ({"ogrn-subject"}, None)
    built = PosLink.form(opa_id=1, region="36", ogrn=NUMBER, rules=loopback)
    assert built.raw.startswith("http://127.0.0.1/form/")


# Menus ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("addresses", "told"),
    [
        ([FORM, REGION], set()),
        (["https://vk.com/club1", TOWN, "https://vk.com/app8181405?ref=group_menu", FORM], set()),
        ([], {"no-links"}),
        (["https://vk.com/club1"], {"no-links"}),
        ([f"{HOST}/landing/"], {"no-links"}),
        ([FORM], {"missing-opinions"}),
        ([TOWN], {"missing-form"}),
        ([FORM, FORM], {"double", "missing-opinions"}),
        ([FORM, TOWN, REGION], {"double"}),
        ([FORM.replace(NUMBER, number_of("36")), REGION], {"links-differ"}),
        ([FORM.replace("pos.gosuslugi", "pos-gosuslugi"), REGION], set()),
    ],
)
def test_a_menu_is_judged_as_a_set(addresses: list[str], told: set[str]) -> None:
    check = check_menu(addresses)

    assert {one.code for one in check.issues} == told
    assert len(check.links) == sum("pos" in one for one in addresses)
    assert check.is_right == (not any(one.severity == "error" for one in check.all_issues))


def test_a_menu_may_be_right_with_warnings() -> None:
    right, doubtful, wrong = (
        check_menu([FORM, REGION]),
        check_menu([f"{FORM}#x", REGION]),
        check_menu([FORM.replace("https", "http"), REGION]),
    )

    assert (right.is_right, right.is_spotless) == (True, True)
    assert (doubtful.is_right, doubtful.is_spotless) == (True, False)
    assert (wrong.is_right, wrong.is_spotless) == (False, False)
    assert check_menu([]).explain("ru").startswith("В меню нет ссылок")
    assert "The link is wrong" in wrong.explain("en")


def test_the_number_of_links_can_be_left_open() -> None:
    free = replace(RULES[-1], expected_links=0)
    one = replace(RULES[-1], expected_links=1)

    assert check_menu([], rules=free).is_right
    assert check_menu([FORM, FORM], rules=free).is_right
    assert check_menu([FORM], rules=one).is_right
    assert not check_menu([REGION], rules=one).is_right


def bodies() -> list[Body]:
    chance = random.Random(1)
    found = []
    for municipality in ("", "36701000", "36618000"):
        for _ in range(20):
            start = f"10263{chance.randrange(10**7):07d}"
            ogrn = start + ogrn_check_digit(start + "0")
            number = str(chance.randrange(1, 10**6))
            found.append(Body(number=number, ogrn=ogrn, municipality=municipality))
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_every_wrong_menu_of_the_sandbox_is_found(name: str) -> None:
    for body in bodies():
        check = check_menu(FAULTS[name](body))

        assert not check.is_spotless, body
        if name != "region" or not body.municipality:
            assert not check.is_right, body


def test_right_menus_of_the_sandbox_are_right() -> None:
    for body in bodies():
        items, fault = menu(body, 0.0, random.Random(2))
        assert not fault
        assert check_menu([one["url"] for one in items["items"]]).is_spotless
        assert check_menu([body.form(), body.opinions()]).is_spotless


# Real menus ----------------------------------------------------------------------------------


def real_menus() -> list[list[str]]:
    found = []
    for file in sorted((SHARED / "vk-samples" / "groups").glob("*.json")):
        payload = json.loads(file.read_text(encoding="utf-8"))["payload"]
        if isinstance(payload, dict) and isinstance(payload.get("menu"), dict):
            found.append([one["url"] for one in payload["menu"]["items"] if one.get("url")])
    return found


@needs_shared
def test_real_menus_are_judged() -> None:
    links = [link for addresses in real_menus() for link in check_menu(addresses).links]
    wrong = [link for link in links if not link.is_valid]

    assert len(links) == sum("gosuslugi" in one for addresses in real_menus() for one in addresses)
    assert all(link.kind != "other" for link in links)
    assert (len(links), len(wrong)) == (76, 19)
    assert len([link for link in wrong if link.repair]) == 19
    assert all(PosLink.parse(link.repair).is_valid for link in wrong if link.repair)
