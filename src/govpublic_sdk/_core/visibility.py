"""Decides which values of parameters errors and reprs may show: numbers, ids, words of VK. Pure.

Everything else is hidden, also under unknown names: texts of persons, contacts and secrets.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

__all__ = [
    "is_shown",
]

# Values that persons write or that open something: hidden even if they are numbers.
_PRIVATE_NAMES = """
message text texts question questions add_answers edit_answers comment reason note notes q query
search_query search_string word payload phone email login username password old_password
new_password title name first_name last_name maiden_name home_town hometown bdate value data
caption desc description additional_address address address_string place_str company tags tag_name
comment_for_user merchant_comment timetable obscene_words keyboard template event_data
contact_phone contact_email contact_position lat long latitude longitude captcha_key success_token
secret secret_key client_secret code hash sid restore_sid device_id photo file photos_list server
response_json access_token token key access_key link url website track_code
"""
_PRIVATE: Final = frozenset(_PRIVATE_NAMES.split())
# Parts of names that hold secrets and contacts, also of unknown methods.
_PRIVATE_PART: Final = re.compile(
    r"secret|passw|token|phone|mail|(?:^|_)(?:pin|otp|sms|cvv|cvc|inn|snils|passport|card)(?:_|$)"
)
# Codes of other services that name no person: https://wiki.open311.org/GeoReport_v2/
_CODE_NAMES = """
jurisdiction_id service_code service_request_id status update_id start_date end_date
updated_datetime page page_size extensions act
"""
_CODES: Final = frozenset(_CODE_NAMES.split())
_CODE: Final = re.compile(r"[A-Za-z0-9_.:+-]{1,40}")
_NUMBERS: Final = re.compile(r"-?[0-9]{1,10}(?:,-?[0-9]{1,10})*")  # a phone has 11 digits
_LONG_NUMBERS: Final = re.compile(r"-?[0-9]{1,20}(?:,-?[0-9]{1,20})*")
_OBJECTS: Final = re.compile(r"[a-z_]{0,16}-?[0-9]{1,20}_[0-9]{1,20}")
_SCREEN_NAMES: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.]{1,31}|[0-9]{1,20}")


def is_shown(service: str, method: str, name: str, value: str) -> bool:
    """Return whether a value may be shown in an error, a repr or a log.

    Args:
        service: The service that is called.
        method: Its method.
        name: The parameter.
        value: The text that is sent.
    """
    if name in _PRIVATE or _PRIVATE_PART.search(name.casefold()):
        return False
    if _NUMBERS.fullmatch(value) or _OBJECTS.fullmatch(value):
        return True
    if name.endswith(("id", "ids")) and _LONG_NUMBERS.fullmatch(value):
        return True
    if service != "vk":
        return name in _CODES and _CODE.fullmatch(value) is not None
    parts = value.split(",")
    if method == "groups.getById" and name in ("group_id", "group_ids"):
        return all(map(_SCREEN_NAMES.fullmatch, parts))  # names of publics, which are public
    return _words().get(name, frozenset()).issuperset(parts)


@cache
def _words() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    words: set[str] = set()
    for entry in _WORDS.split():
        if entry.endswith(":"):
            words = table.setdefault(entry[:-1], set())
        else:
            words.add(entry)
    return {name: frozenset(found) for name, found in table.items()}


# Words of the official schema, https://github.com/VKCOM/vk-api-schema
_WORDS: Final = """
attachment_types: app_action_games app_action_mini_apps audio audio_message clip doc graffiti
  link market photo share video wall
filter: admin advertiser all app_requests archive archived contacts copies donut editor events
  faves favorite featured friends friends_recommendations games gifts groups has_addresses
  important installed likes managers memories messages moder mutual mutual_contacts new notes
  notifications others owner photos postponed publics recommended sorted_chats suggests
  unanswered unread unsure
filters: audio audio_playlist clip clips_retention comments digest followers friend friends
  likes long mentions note photo photo_tag post reposted short stories topic video vimeo vk wall
  wall_photo youtube
intent: account_update bot_ad_invite bot_ad_promo confirmed_notification customer_support
  default finance_notification game_notification moderated_newsletter non_promo_newsletter
  promo_newsletter purchase_update
interval: all day forever hour month week year
item_type: article clip game link mini_app narrative page podcast post product video
  youla_product
lang: be de en es fi it ru uk
media_type: app_action_games app_action_mini_apps audio audio_message clip doc graffiti link
  market photo share video wall
mention_status: all allOnline none
name_case: Abl Acc Dat Gen Ins Nom
order: hints mobile name random smart
position: back front
role: administrator advertiser editor moderator
sending_mode: delayed delayed_push immediately without_push
sort: asc create_date desc growth_rate id_asc id_desc interest popular popular_today
  popular_week smart time_asc time_desc visitors
type: activity advertisement advertisment audio audio_message audiomessage clip close comment
  community_review doc event file fraud graffiti group group_like groups hints insult invite
  level market market_comment note open page photo photo_comment points porn post profilephoto
  public request score sitepage spam story tag textpost topic topic_comment typing user users
  video video_comment wall
work_info_status: always_opened forever_closed no_information temporarily_closed timetable
"""
