"""Maps error codes, subcodes and messages of VK to error classes.

The codes (https://dev.vk.com/reference/errors) and their kinds are in `vk_error_table`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from govpublic_sdk import errors
from govpublic_sdk._core.calls import Call, Refusal
from govpublic_sdk._core.masking import mask_echo, mask_sent
from govpublic_sdk._core.vk_error_table import error_kind

__all__ = [
    "error_from_code",
    "error_inside_execute",
    "is_stale_token",
]

_CLASSES: Mapping[str, type[errors.ApiError]] = {
    "rate_limit": errors.TooManyRequests,
    "transient": errors.Unavailable,
    "unavailable": errors.Unavailable,
    "execute": errors.InvalidRequest,
    "quota": errors.QuotaExceeded,
    "flood": errors.FloodControl,
    "captcha": errors.CaptchaNeeded,
    "validation": errors.ValidationNeeded,
    "auth": errors.AuthError,
    "permission": errors.PermissionDenied,
    "app_config": errors.PermissionDenied,
    "client_version": errors.InvalidRequest,
    "unsupported": errors.InvalidRequest,
    "access_denied": errors.AccessDenied,
    "not_found": errors.NotFound,
    "invalid_request": errors.InvalidRequest,
    "payload_too_large": errors.InvalidRequest,
    "ads_specific": errors.InvalidRequest,
    "conflict": errors.Conflict,
    "limit_reached": errors.Conflict,
    "partial": errors.Conflict,
    "resync": errors.Conflict,
    "upload": errors.UploadError,
}
_WRONG_KIND = frozenset({27, 28, 1051})
_STALE = frozenset({5, 1114, 1117})
_CLOSED = frozenset({900, 901, 902, 950})
_ABOUT_TOKENS = _WRONG_KIND | _STALE
_EXPIRED = ("expired", "has been revoked", "was revoked", "истёк", "истек", "просроч")
_TOKEN_WORDS = ("token", "authoriz", "authoris", "session", "токен", "авториз", "сесси")


def error_from_code(
    code: int | None,
    text: str,
    call: Call[Any],
    *,
    subcode: int | None = None,
    details: Mapping[str, object] | None = None,
    advice: str | None = None,
) -> errors.ApiError:
    """Return the error for a code and message of VK.

    Args:
        code: VK's number.
        text: VK's words.
        call: What was asked.
        subcode: A finer number, where there is one.
        details: Further fields of the error object.
        advice: What to do, if it differs from the advice for the number.
    """
    words = text.casefold()
    message = mask_echo(call, text)
    error = _error_class(code, subcode, words)(
        message,
        code=code,
        subcode=subcode,
        call=call,
        details={name: mask_sent(call, value) for name, value in (details or {}).items()},
        advice=advice or _advice(code, subcode, words),
    )
    if isinstance(error, errors.AuthError):
        error.has_expired = _has_expired(code, words)
    known = code is not None and error_kind(code) is not None
    error.is_documented = known or isinstance(error, errors.AuthError)
    return error


def error_inside_execute(
    found: Refusal, call: Call[Any], *, advice: str | None = None
) -> errors.ApiError:
    """Return the error of a call inside of `execute`, the same as if it had been made alone.

    Args:
        found: Its entry of `execute_errors`.
        call: The call that was refused.
        advice: See `refusal`.
    """
    return error_from_code(
        found.code,
        found.message,
        call,
        subcode=found.subcode,
        details=found.details,
        advice=advice,
    )


def is_stale_token(error: Exception) -> bool:
    """Whether the token has expired or was revoked, so that a new text of it may help."""
    return (
        isinstance(error, errors.AuthError)
        and not isinstance(error, errors.WrongTokenKind)
        and (error.code in _STALE or error.has_expired)
        and error.subcode != 1130
    )


def _has_expired(code: int | None, text: str) -> bool:
    """Whether VK reports an expired token, by code or by message.

    Links, polls and captchas expire too, so other numbers need a word for the token beside it.
    """
    if not any(word in text for word in _EXPIRED):
        return False
    return code in _ABOUT_TOKENS or any(word in text for word in _TOKEN_WORDS)


def _error_class(code: int | None, subcode: int | None, text: str) -> type[errors.ApiError]:
    usual = _usual_class(code, subcode, text)
    about_person = issubclass(usual, errors.CaptchaNeeded | errors.ValidationNeeded)
    return errors.AuthError if _has_expired(code, text) and not about_person else usual


def _usual_class(code: int | None, subcode: int | None, text: str) -> type[errors.ApiError]:
    from_text = _CLASS_BY_TEXT.get(code or 0)
    class_by_text = from_text(subcode, text) if from_text else None
    if class_by_text:
        return class_by_text
    if code in _WRONG_KIND:
        return errors.WrongTokenKind
    entry = error_kind(code) if code is not None else None
    return errors.ApiError if entry is None else _CLASSES.get(entry.kind, errors.ApiError)


def _class_of_5(subcode: int | None, text: str) -> type[errors.ApiError] | None:
    return errors.WrongTokenKind if "group auth" in text else None


def _class_of_8(subcode: int | None, text: str) -> type[errors.ApiError] | None:
    return errors.PermissionDenied if "application is blocked" in text else None


def _class_of_15(subcode: int | None, text: str) -> type[errors.ApiError] | None:
    if subcode in (1133, 1134) or any(word in text for word in ("scope", "call this method")):
        return errors.WrongTokenKind
    if "token required" in text or "no access_token" in text:
        return errors.AuthError
    return errors.AccessDenied


def _class_of_100(subcode: int | None, text: str) -> type[errors.ApiError] | None:
    late = ("photos_list is invalid", "photo is undefined", "invalid hash", "invalid photo")
    return errors.UploadError if any(word in text for word in late) else None


def _class_of_214(subcode: int | None, text: str) -> type[errors.ApiError] | None:
    if "already scheduled" in text:
        return errors.Conflict
    limits = ("posts on a day", "posts a day", "posts per day", "limit")
    return errors.QuotaExceeded if any(word in text for word in limits) else None


_CLASS_BY_TEXT: Mapping[int, Callable[[int | None, str], type[errors.ApiError] | None]] = {
    5: _class_of_5,
    8: _class_of_8,
    15: _class_of_15,
    100: _class_of_100,
    214: _class_of_214,
}


def _advice(code: int | None, subcode: int | None, text: str) -> str | None:
    if (code == 5 and subcode == 1130) or "another ip" in text:
        return "The token is bound to another address: make and renew it on the host that calls."
    if code == 8 and "version" in text:
        return "Raise the API version that the client sends."
    if code == 10 and "access_token" in text:
        return "VK could not check the token just now; it is not the token's fault. Try later."
    if code in _CLOSED:
        return "Mark the recipient: write only after he has written again or allowed messages."
    if code == 13:
        return "Ask for less at once: fewer calls in a batch, or smaller pages."
    return None
