"""VK's refusals as typed errors that say what happened and what to do, and never hold a token."""

import pickle
from typing import Any

import pytest

from govpublic_sdk import errors
from govpublic_sdk._core.vk_error_table import error_codes, error_kind
from govpublic_sdk._core.vk_errors import error_from_code as turned
from run_steps import World, question, refusal

CLASSES = {
    "rate_limit": errors.TooManyRequests,
    "quota": errors.QuotaExceeded,
    "flood": errors.FloodControl,
    "captcha": errors.CaptchaNeeded,
    "validation": errors.ValidationNeeded,
    "auth": errors.AuthError,
    "permission": errors.PermissionDenied,
    "app_config": errors.PermissionDenied,
    "access_denied": errors.AccessDenied,
    "not_found": errors.NotFound,
    "conflict": errors.Conflict,
    "limit_reached": errors.Conflict,
    "partial": errors.Conflict,
    "resync": errors.Conflict,
    "upload": errors.UploadError,
    "transient": errors.Unavailable,
    "unavailable": errors.Unavailable,
}
MANY = {5, 8, 15, 27, 28, 100, 214, 1051}
TOKEN = "vk1.a.canary-token_123"


def error(code: int, text: str = "", **more: Any) -> errors.ApiError:
    return turned(code, text, question("wall.post"), **more)


@pytest.mark.parametrize("code", [code for code in error_codes() if code not in MANY])
def test_every_number_has_its_class(code: int) -> None:
    kind = error_kind(code)
    assert kind is not None
    found = error(code, "no reason")
    assert type(found) is CLASSES.get(kind.kind, errors.InvalidRequest)
    assert found.code == code
    text = str(found)
    assert "wall.post" in text
    assert f"error {code}" in text
    assert "no reason" in text
    assert found.consequence in text
    advices = (found.advice, "Ask for less", "Mark the recipient")
    assert any(advice in text for advice in advices)


def test_an_unknown_number_is_still_an_error() -> None:
    assert type(error(99_999)) is errors.ApiError


@pytest.mark.parametrize(
    ("code", "text", "subcode", "kind"),
    [
        (5, "User authorization failed: invalid access_token", None, errors.AuthError),
        (5, "method is unavailable with group auth", None, errors.WrongTokenKind),
        (8, "Invalid request", None, errors.InvalidRequest),
        (8, "Application is blocked", None, errors.PermissionDenied),
        (15, "Access denied", None, errors.AccessDenied),
        (15, "Access denied: no access to call this method", None, errors.WrongTokenKind),
        (15, "Access denied", 1134, errors.WrongTokenKind),
        (15, "Access denied: token required", None, errors.AuthError),
        (27, "", None, errors.WrongTokenKind),
        (28, "", None, errors.WrongTokenKind),
        (1051, "unavailable with current profile type", None, errors.WrongTokenKind),
        (100, "owner_id is undefined", None, errors.InvalidRequest),
        (100, "photos_list is invalid", None, errors.UploadError),
        (214, "Access to adding post denied", None, errors.AccessDenied),
        (214, "a post is already scheduled for this time", None, errors.Conflict),
        (214, "you can only schedule 25 posts on a day", None, errors.QuotaExceeded),
        (214, "you can only add 50 posts a day", None, errors.QuotaExceeded),
    ],
)
def test_numbers_that_mean_several_things(
    code: int, text: str, subcode: int | None, kind: type[errors.ApiError]
) -> None:
    assert type(error(code, text, subcode=subcode)) is kind


@pytest.mark.parametrize(
    ("code", "text", "subcode", "advice"),
    [
        (5, "", 1130, "another address"),
        (5, "access_token was given to another ip address", None, "another address"),
        (8, "v (version) is too old", None, "Raise the API version"),
        (10, "could not check access_token now, check later", None, "not the token's fault"),
        (13, "response size is too big", None, "Ask for less"),
    ],
)
def test_advice_fits_the_case(code: int, text: str, subcode: int | None, advice: str) -> None:
    assert advice in str(error(code, text, subcode=subcode))


def samples() -> list[errors.GovPublicError]:
    call = question("wall.post", message="слова жителя")
    return [
        errors.ConfigurationError(f"text {TOKEN}"),
        errors.ParameterError("count", "0", "1 to 100"),
        errors.NetworkError(f"text {TOKEN}", sent=False, call=call),
        errors.ServerError("text", status=502, retry_after=3, call=call),
        errors.DecodeError("text", raw={"text": TOKEN}, call=call),
        errors.OutcomeUnknown("text", call=call),
        errors.DeadlineExceeded("text", call=call),
        errors.RetryBudgetExhausted("text", call=call),
        errors.CapabilityNotSupported("text"),
        error(5, f"invalid access_token={TOKEN}"),
        turned(14, "Captcha needed", call, details={"captcha_sid": "1"}),
    ]


@pytest.mark.parametrize("one", samples(), ids=lambda one: type(one).__name__)
def test_errors_survive_pickling_and_hide_secrets(one: errors.GovPublicError) -> None:
    again = pickle.loads(pickle.dumps(one))
    assert type(again) is type(one)
    assert str(again) == str(one)
    assert again.call == one.call
    assert {k: v for k, v in vars(again).items() if k != "raw"}.keys() <= vars(one).keys()
    for text in (str(one), repr(one), repr(again)):
        assert TOKEN not in text
        assert "слова" not in text


@pytest.mark.parametrize(
    "text",
    [
        "vk1.a.AbC-d_e",
        "vk2.a.AbC",
        "0123456789abcdef" * 5,
        "access_token=abcdef&v=1",
        "Authorization: Bearer abcdef",
        "https://lp.vk.com/?key=0123456789abcdef0123&ts=1",
    ],
)
def test_what_looks_like_a_token_is_masked(text: str) -> None:
    masked = errors.without_secrets(f"before {text} after")
    assert "***" in masked
    assert masked.startswith("before")
    assert not any(secret in masked for secret in ("AbC", "abcdef", "0123456789"))


def test_the_tree_at_the_top_of_the_module_is_whole() -> None:
    drawn = errors.__doc__ or ""
    kinds = [name for name in errors.__all__ if name[0].isupper()]
    assert all(name in drawn for name in kinds)


def test_a_refusal_in_oauth_s_form_is_read() -> None:
    from govpublic_sdk._core.http import Response

    body = b'{"error": "invalid_client", "error_description": "client_id is incorrect"}'
    with pytest.raises(errors.ApiError, match="client_id is incorrect"):
        World().ask(question(), [Response(200, {}, body)])


def test_details_hold_what_a_person_needs_without_the_echo() -> None:
    echo = [{"key": "access_token", "value": TOKEN}]
    with pytest.raises(errors.ValidationNeeded) as needed:
        World().ask(question(), [refusal(17, redirect_uri="https://vk.ru/v", request_params=echo)])
    assert needed.value.details["redirect_uri"] == "https://vk.ru/v"
    assert "request_params" not in needed.value.details


@pytest.mark.parametrize(
    ("secret", "text", "masked"),
    [
        ("a", "a page of a wall", "a page of a wall"),
        ("", "nothing", "nothing"),
        ("abc", "abcdef abc", "abcdef abc"),
        ("token5", "token5x token5, token5", "token5x ***, ***"),
        ("vk1secret", "xvk1secretx", "x***x"),
    ],
)
def test_mask_leaves_words_alone(secret: str, text: str, masked: str) -> None:
    one = errors.AuthError(text, details={"a": text, "b": {"c": [text, 5]}})
    errors.mask(one, secret)
    assert one.reason == masked
    assert one.details == {"a": masked, "b": {"c": [masked, 5]}}
    assert masked in str(one)
