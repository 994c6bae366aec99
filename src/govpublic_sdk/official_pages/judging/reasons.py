"""Why a fact is not known, in words; what is known is told elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govpublic_sdk._wording import Wording

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.entry import Entry
    from govpublic_sdk.official_pages.facts import PageFacts, PageState, Part, Reason

__all__ = ["no_facts", "why_unknown"]

_REASONS: dict[Reason, Wording] = {
    "not asked": Wording("Неизвестно: это не запрашивалось.", "Unknown: it was not asked for."),
    "no right": Wording(
        "Неизвестно: у ключа доступа нет права это видеть.",
        "Unknown: the token has no right to see it.",
    ),
    "no field": Wording("Неизвестно: ВКонтакте об этом не сообщает.", "Unknown: VK does not tell."),
    "failed": Wording("Неизвестно: запрос не удался.", "Unknown: the request failed."),
    "closed": Wording("Неизвестно: страница закрыта.", "Unknown: the page is closed."),
}
_STATES: dict[PageState, Wording] = {
    "closed": _REASONS["closed"],
    "private": _REASONS["closed"],
    "deleted": Wording("Неизвестно: страница удалена.", "Unknown: the page was deleted."),
    "banned": Wording("Неизвестно: страница заблокирована.", "Unknown: the page is blocked."),
    "missing": Wording(
        "Неизвестно: такого сообщества нет.", "Unknown: there is no such community."
    ),
}
_NO_PAGE = Wording(
    "Неизвестно: страница организации не указана.", "Unknown: no page of the body is named."
)
_ELSEWHERE = Wording(
    "Неизвестно: страница в другой сети, она не проверялась.",
    "Unknown: the page is in another network, it was not checked.",
)
_NOT_LEARNED = Wording(
    "Неизвестно: о странице ничего не удалось узнать.", "Unknown: nothing was learned of the page."
)


def why_unknown(facts: PageFacts, part: Part = "page") -> Wording:
    """Why something of a part of the facts is not known."""
    if facts.state in _STATES:
        return _STATES[facts.state]
    return _REASONS[facts.unknown.get(part, "no field")]


def no_facts(entry: Entry) -> Wording:
    """Why nothing at all is known of a body's page."""
    if entry.public is not None:
        return _NOT_LEARNED
    return _ELSEWHERE if any(page.network == "ok" for page in entry.pages) else _NO_PAGE
