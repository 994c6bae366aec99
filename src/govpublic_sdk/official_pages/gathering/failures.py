"""Errors in the words of a report: what happened, in both languages, without addresses or texts."""

from __future__ import annotations

from govpublic_sdk import errors
from govpublic_sdk._wording import Wording

__all__ = ["failure"]

_WORDS: dict[type[errors.GovPublicError], Wording] = {
    errors.WrongTokenKind: Wording(
        "нужен ключ доступа другого вида", "another kind of token is needed"
    ),
    errors.AuthError: Wording(
        "ключ доступа отозван или просрочен", "the token is revoked or expired"
    ),
    errors.QuotaExceeded: Wording(
        "суточная квота метода исчерпана", "the daily quota of the method is used up"
    ),
    errors.FloodControl: Wording(
        "ВКонтакте считает запросы слишком частыми", "VK takes the calls for a flood"
    ),
    errors.CaptchaNeeded: Wording("ВКонтакте просит ввести капчу", "VK asks for a captcha"),
    errors.ValidationNeeded: Wording(
        "ВКонтакте просит подтвердить вход", "VK asks to confirm the login"
    ),
    errors.NetworkError: Wording("нет связи с ВКонтакте", "VK cannot be reached"),
    errors.ServerError: Wording("сбой на стороне ВКонтакте", "VK's servers fail"),
    errors.Unavailable: Wording("сбой на стороне ВКонтакте", "VK's servers fail"),
    errors.DeadlineExceeded: Wording("время ожидания вышло", "the time for waiting is over"),
    errors.RetryBudgetExhausted: Wording(
        "слишком много запросов подряд не удалось", "too many calls failed in a row"
    ),
    errors.TooManyRequests: Wording("слишком много запросов", "too many calls a second"),
}
_OTHER = Wording("запрос не удался", "the call failed")


def failure(error: errors.GovPublicError) -> Wording:
    """What went wrong, in one sentence.

    Args:
        error: What ended a run.
    """
    kinds = (kind for kind in type(error).__mro__ if kind in _WORDS)
    words = next((_WORDS[kind] for kind in kinds), _OTHER)
    method = f" ({error.call.method})" if error.call else ""
    return Wording(
        f"Опрос прерван: {words.ru}{method}. Остальное не запрашивалось.",
        f"The run was cut short: {words.en}{method}. The rest was not asked for.",
    )
