"""The probe of an Open311 server: settings that fit its habits, or the reason why none does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from govpublic_sdk import GovPublic, Response, errors, open311
from govpublic_sdk.sandbox import Sandbox
from open311_city import KEY, START, Told, answer, at, client_of, server
from open311_habits import SAMARA, Habits, hourly

ZONE = {"zone": "Europe/Samara"}


def written(form: str) -> Callable[[datetime], object]:
    return lambda moment: moment.astimezone(SAMARA).strftime(form)


def probed(habits: Habits, moment: datetime | None = None, **settings: Any) -> open311.Probe:
    with client_of(Told(made=habits), **settings) as client:
        return client.run(open311.probe(server(**settings), at=moment))


def all_numbers(habits: Habits, here: open311.Server) -> list[str]:
    with GovPublic(open311=[here], transport=Told(made=habits), retry=None) as client:
        walk = open311.each_request(here, since=START, until=at(days=30))
        return [one.service_request_id for one in client.walk(walk)]


@pytest.mark.parametrize(
    ("habits", "settings"),
    [
        ({}, {}),
        ({"wrapped": True, "status": "OPEN"}, {}),
        ({"number": lambda number: int(number[1:])}, {}),
        ({"ids": False}, {}),
        ({"dates": "day"}, {}),
        ({"dates": "swapped"}, {"swapped_dates": True}),
        ({"dates": "swapped", "most": 10}, {"swapped_dates": True, "most": 10}),
        ({"dates": "ignored", "paging": "page"}, {"paging": "page"}),
        ({"most": 20}, {"most": 20}),
        ({"most": 20, "paging": "page"}, {"paging": "page", "page_size": 20}),
        ({"most": 7, "paging": "own"}, {"paging": "page", "page_size": 7}),
        ({"most": 10, "tells": "link"}, {"paging": "page", "page_size": 10}),
        ({"most": 10, "tells": "x-next"}, {"paging": "page", "page_size": 10}),
        ({"longest": timedelta(days=31)}, {"longest_window": timedelta(days=30)}),
        ({"suffix": ""}, {"suffix": ""}),
        ({"log": True}, {"extensions": "true"}),
        ({"notes": True}, {"has_notes": True}),
        ({"updates": True}, {"has_updates": True}),
        ({"types": {"1": "batch", "2": "realtime"}}, {"service_types": {"1": "batch"}}),
        ({"rows": hourly(1)}, {}),
    ],
)
def test_settings_that_fit_are_found(habits: dict[str, Any], settings: dict[str, Any]) -> None:
    city = Habits(**habits)

    found = probed(city)

    assert found.fits, found.problems
    assert {name: found.settings[name] for name in settings} == settings
    assert set(found.settings) - set(settings) <= {"longest_window"}
    assert found.calls <= 25
    assert all_numbers(city, found.server) == [str(city.number(one)) for one in city.rows]


@pytest.mark.parametrize(
    "form",
    ["%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y, %H:%M", "%Y/%m/%d %H:%M:%S"],
)
def test_dates_in_local_forms_want_a_zone(form: str) -> None:
    city = Habits(date=written(form))

    without, with_zone = probed(city), probed(city, **ZONE)

    assert "set `zone`" in "".join(without.problems)
    assert with_zone.fits, with_zone.problems
    assert len(all_numbers(city, with_zone.server)) == 40


def test_windows_in_local_time_are_found_once_there_is_a_zone() -> None:
    city = Habits(dates="local", most=15)

    without, with_zone = probed(city), probed(city, **ZONE)

    assert "set `zone`" in "".join(without.problems)
    assert with_zone.settings["local_dates"] is True
    assert len(all_numbers(city, with_zone.server)) == 40


@pytest.mark.parametrize(
    ("habits", "problem"),
    [
        ({"dates": "ignored"}, "no more than 40"),
        ({"dates": "unknown"}, "does not know `start_date`"),
        ({"date": written("%d/%m/%Y %H:%M")}, "99/99/9999 99:99"),
        ({"date": lambda moment: ""}, "no date"),
        ({"format": "xml"}, "only JSON is read"),
        ({"needs_key": True}, "`key_in_query`"),
        ({"needs_dates": True}, "shows no requests"),
        ({"rows": {}}, "shows no requests"),
        ({"single": 500}, "single requests"),
        ({"number": lambda number: None if number == "r3" else number}, "no number"),
        ({"longest": timedelta(hours=1)}, "set `longest_window`"),
    ],
)
def test_what_no_setting_mends_is_said(habits: dict[str, Any], problem: str) -> None:
    found = probed(Habits(**habits))

    assert not found.fits
    assert any(problem in text for text in found.problems), found.problems
    assert problem in str(found)


def test_it_shows_no_requests_and_no_key() -> None:
    found = probed(Habits(log=True, notes=True), key_in_query=True)

    shown = str(found) + repr(found)
    for word in ("Яма", "Готово", KEY):
        assert word not in shown


def test_a_key_in_the_address_and_a_moment_help() -> None:
    assert probed(Habits(needs_key=True), key_in_query=True).fits
    assert probed(Habits(needs_dates=True), at(days=3)).fits


def test_a_date_of_no_known_form_stays_unknown_in_any_zone() -> None:
    found = probed(Habits(date=written("%d/%m/%Y %H:%M")), **ZONE)

    assert "a form that is not known ('99/99/9999 99:99')" in str(found)
    assert "set `zone`" not in str(found)


def test_pages_as_long_as_they_are_set_stay_so() -> None:
    found = probed(Habits(paging="page"), paging="page", page_size=10)

    assert found.fits
    assert found.server.page_size == 10


def test_extensions_that_were_given_are_asked_for() -> None:
    city = Habits(log=True)

    assert "extensions" not in probed(city, extensions="log").settings
    assert probed(city).settings["extensions"] == "true"


def test_windows_that_are_too_long_may_be_empty_instead_of_refused() -> None:
    city = Habits(rows={f"r{n}": at(days=3 * n) for n in range(40)})

    def answered(request: Any) -> Response:
        query = dict(parse_qsl(urlsplit(request.url).query))
        ends = [datetime.fromisoformat(query[one]) for one in query if one.endswith("_date")]
        is_long = len(ends) == 2 and abs(ends[1] - ends[0]) > timedelta(days=10)
        return answer([]) if is_long else city(request)

    with client_of(Told(made=answered)) as client:
        found = client.run(open311.probe(server(), at=at(days=121)))

    assert found.settings["longest_window"] == timedelta(days=7)


def test_requests_of_more_days_than_a_window_tell_that_nothing_was_cut() -> None:
    found = probed(Habits(rows={f"r{n}": at(days=3 * n) for n in range(40)}))

    assert found.fits
    assert "a list of 40 was not cut" in str(found)


def test_the_search_begins_with_what_was_given() -> None:
    city = Habits()

    found = probed(city, paging="page", has_updates=True, swapped_dates=True, suffix="")

    assert found.settings == {
        "paging": None,
        "has_updates": False,
        "swapped_dates": False,
        "suffix": ".json",
    }


@pytest.mark.parametrize("given", ["https://city.example", None])
def test_what_is_no_server_is_refused(given: Any) -> None:
    with pytest.raises(errors.ParameterError, match="server"):
        open311.probe(given)
    with pytest.raises(errors.ParameterError, match="at"):
        open311.probe(server(), at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_local_dates_need_a_zone() -> None:
    with pytest.raises(errors.ConfigurationError, match="zone"):
        server(local_dates=True)
    with pytest.raises(errors.ConfigurationError, match="suffix"):
        server(suffix="json")


def test_the_city_of_the_sandbox_is_probed() -> None:
    box = Sandbox(publics=1)
    box.open311.make(30)
    box.open311.quirks.most = 12
    settings = box.open311.settings()
    here = open311.Server(settings.pop("url"), name="city", api_key=settings["api_key"])

    with box.client(open311=[here]) as client:
        found = client.run(open311.probe(here, at=datetime.fromtimestamp(box.clock.now(), UTC)))

    assert found.settings["paging"] == "page"
    assert found.settings["page_size"] == 12
    assert found.settings["has_updates"] is True
