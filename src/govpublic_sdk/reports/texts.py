"""How codes of a report read for people: bands, states, verdicts; the rows hold the codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from govpublic_sdk._core.text import LocalizedText

__all__ = [
    "BANDS",
    "FIGURES",
    "FORCES",
    "KINDS_OF_COVERAGE",
    "LINKS",
    "SEVERITIES",
    "STATES",
    "YES_NO",
    "yes_no",
]


def _words(**words: tuple[str, str]) -> Mapping[str, LocalizedText]:
    return MappingProxyType(
        {code.replace("_", " "): LocalizedText(ru, en) for code, (ru, en) in words.items()}
    )


YES_NO = _words(yes=("да", "yes"), no=("нет", "no"), unknown=("неизвестно", "unknown"))

STATES = _words(
    open=("открыта", "open"),
    closed=("закрыта", "closed"),
    private=("частная", "private"),
    deleted=("удалена", "deleted"),
    banned=("заблокирована", "banned"),
    missing=("не существует", "does not exist"),
    no_page=("нет страницы", "no page"),
    by_registry=(
        "в другой сети, по реестру, не проверено",
        "in another network, by the registry, not checked",
    ),
    exempt=("страница не ведётся на законном основании", "need not have a page"),
    not_read=("не прочитана", "not read"),
)

LINKS = _words(
    right=("верны", "right"),
    wrong=("неверны", "wrong"),
    none=("нет ссылок", "no links"),
    unknown=("неизвестно", "unknown"),
)

BANDS = _words(
    green=("зелёная", "green"),
    yellow=("жёлтая", "yellow"),
    red=("красная", "red"),
    unknown=("неизвестно", "unknown"),
)

FORCES = _words(
    demanded=("обязательно", "demanded"),
    rated=("в рейтинге", "rated"),
    advised=("рекомендуется", "advised"),
)

SEVERITIES = _words(error=("ошибка", "error"), warning=("предупреждение", "warning"))

KINDS_OF_COVERAGE = _words(
    total=("всего", "total"),
    level=("уровень", "level"),
    municipality=("муниципалитет", "municipality"),
    sphere=("сфера", "sphere"),
)


FIGURES = _words(
    checked=("Проверено (UTC)", "Checked (UTC)"),
    formula=("Формула баллов", "Formula of the score"),
    stopped=("Проверка не закончена", "The audit is partial"),
    bodies=("Организаций", "Bodies"),
    exempt=("Могут не вести страницу", "Need not have a page"),
    with_page=("Есть страница", "Have a page"),
    by_registry=(
        "Страница в другой сети (по реестру, не проверено)",
        "In another network (by the registry, not checked)",
    ),
    in_ok=("Одноклассники в реестре", "Odnoklassniki in the registry"),
    in_max=("Канал MAX в реестре", "A MAX channel in the registry"),
    municipalities_with_page=("Муниципалитеты со страницей", "Municipalities with a page"),
    readable=("Страница открыта", "The page is open"),
    marked=("С отметкой «Госорганизация»", "Have the mark"),
    links_right=("Ссылки ПОС верны", "POS links are right"),
    alive=("Ведутся", "Alive"),
    audience=("Подписчиков всего", "Members, added up"),
    posts_7_days=("Записей за 7 дней", "Posts in 7 days"),
    views_7_days=("Просмотров за 7 дней", "Views in 7 days"),
    weekly_reach=("Охват по статистике за неделю", "Reach in a week, by statistics"),
    band_green=("Зона: зелёная", "Band: green"),
    band_yellow=("Зона: жёлтая", "Band: yellow"),
    band_red=("Зона: красная", "Band: red"),
    band_unknown=("Зона: неизвестно", "Band: unknown"),
    unread_lines=("Строк списка не прочитано", "Lines of the list not read"),
)


def yes_no(value: bool | None) -> str:
    """The code of a fact that may be unknown: `yes`, `no` or `unknown`."""
    if value is None:
        return "unknown"
    return "yes" if value else "no"
