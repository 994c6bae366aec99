"""VK's error numbers: what each is called and which class it is in. A table, no behaviour.

https://dev.vk.com/reference/errors; names are the schema's without `api_error_`, or those that
other official code gives to numbers which the schema leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

__all__ = [
    "ErrorKind",
    "error_codes",
    "error_kind",
]


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """What is known about an error number.

    Attributes:
        code: VK's number.
        name: What it is called.
        kind: Its class, such as `rate_limit` or `not_found`.
    """

    code: int
    name: str
    kind: str


def error_kind(code: int) -> ErrorKind | None:
    """What is known about an error number; None for an unknown one."""
    return _table().get(code)


def error_codes() -> tuple[int, ...]:
    """All known numbers, sorted."""
    return tuple(sorted(_table()))


@cache
def _table() -> dict[int, ErrorKind]:
    table: dict[int, ErrorKind] = {}
    kind = ""
    for word in _ERRORS.split():
        code, colon, name = word.partition(":")
        if not colon:
            kind = word
        else:
            table[int(code)] = ErrorKind(int(code), name, kind)
    return table


# class, then number:name
_ERRORS = """
access_denied 18:user_deleted 19:blocked 30:private_profile 141:access_page 148:access_menu
  175:friends_add_in_enemy 176:friends_add_enemy 181:access_note 182:access_note_comment
  183:access_comment 200:access_album 201:access_audio 203:access_group 204:access_video
  205:access_market 210:wall_access_post 211:wall_access_comment 212:wall_access_replies
  213:wall_access_add_reply 214:wall_add_post 222:wall_links_forbidden 225:wall_donut
  250:polls_access 253:polls_access_without_vote 260:access_groups 801:video_comments_closed
  900:messages_user_blocked 901:messages_deny_send 902:messages_privacy
  917:messages_chat_user_no_access 919:messages_cant_see_invite_link 921:messages_cant_fwd
  922:messages_chat_user_left 924:messages_cant_delete_for_all
  931:messages_cant_change_invite_link 947:messages_member_access_to_group_denied
  950:messages_peer_blocked_reason_by_time 962:messages_user_not_don
  985:messages_group_for_notifications_only 987:messages_need_message_request
  988:messages_pending_message_request 1010:messages_forbidden_reaction
  1012:messages_writing_disabled_for_chat 1151:param_doc_delete_access 1153:param_doc_access
  1154:param_doc_restore_access 1401:market_comments_closed 2100:stickers_not_purchased
  4525:photo_access_error 4526:error_user_is_locked
ads_specific 603:ads_specific 604:ads_domain_invalid 605:ads_domain_forbidden
  606:ads_domain_reserved 607:ads_domain_occupied 608:ads_domain_active
  609:ads_domain_app_invalid 610:ads_domain_app_forbidden 611:ads_application_must_be_verified
  612:ads_application_must_be_in_domains_list 613:ads_application_blocked
  614:ads_domain_type_forbidden_in_current_office 615:ads_domain_group_invalid
  616:ads_domain_group_forbidden 617:ads_domain_app_blocked 618:ads_domain_group_not_open
  619:ads_domain_group_not_possible_joined 620:ads_domain_group_blocked
  621:ads_domain_group_links_forbidden 622:ads_domain_group_excluded_from_search
  623:ads_domain_group_cover_forbidden 624:ads_domain_group_wrong_category
  625:ads_domain_group_wrong_name 626:ads_domain_group_low_posts_reach
  627:ads_domain_group_wrong_class 628:ads_domain_group_created_recently
  637:ads_domain_group_active_nemesis_punishment
app_config 2:disabled 11:enabled_in_test 147:insufficient_funds
  711:group_app_is_not_installed_in_community 912:messages_chat_bot_feature
  1191:stickers_disabled 1310:communities_catalog_disabled
  1311:communities_categories_disabled 1409:market_extended_not_enabled
  1410:market_variants_not_enabled 1438:market_not_enabled 1525:market_disabled
  1526:market_services_disabled 2604:text_live_unavailable
  5400:error_unavailable_registration
auth 4:signature 5:auth 27:group_auth 28:app_auth 37:user_banned 42:ip_is_not_allowed
  960:call_requires_auth 1051:current_profile_type 1114:auth_anonymous_token_has_expired
  1115:super_app_token_invalid 1116:auth_anonymous_token_is_invalid
  1117:auth_access_token_has_expired 1118:auth_anonymous_token_ip_mismatch
  3609:token_extension_required 3610:user_deactivated 3611:user_service_deactivated
captcha 14:captcha 3300:recaptcha
client_version 34:client_version_deprecated 35:client_update_needed
conflict 106:action_failed 219:wall_ads_published 221:status_no_audio
  243:wall_comment_not_deleted 630:ads_lookalike_request_already_in_progress
  634:ads_lookalike_request_export_already_in_progress 701:group_not_in_club
  713:invite_link_available_for_closed_groups 800:video_already_added
  909:messages_edit_expired 920:messages_edit_kind_disallowed
  939:messages_message_request_already_sent 942:messages_cant_pin_one_time_story
  949:messages_cant_edit_pinned_yet 951:call_has_been_finished
  964:chat_already_in_archive 965:chat_not_in_archive
  967:user_cant_be_added_to_work_chat_not_employee 968:translate_unsupported_language
  969:messages_message_cannot_be_forwarded 970:messages_cant_pin_expiring_message
  972:translate_cant_translate 1004:phone_already_used 1008:already_in_call
  1155:param_doc_restore_timeout 1160:photo_changed 1251:apps_already_unlocked
  1257:apps_subscription_invalid_status 1400:market_restore_too_late
  1404:market_item_already_added 1411:market_variants_error
  1412:market_grouping_items_with_different_properties
  1413:market_grouping_already_has_such_variant 1414:market_grouping_has_other_properties
  1415:market_grouping_must_have_variants 1425:market_grouping_must_contain_more_than_one_item
  1426:market_grouping_items_must_have_distinct_properties 1427:market_orders_no_cart_items
  1430:market_cant_change_vkpay_status 1431:market_shop_already_enabled
  1432:market_shop_already_disabled 1446:market_album_main_hidden
  1456:market_orders_invalid_status 1457:market_failed_to_set_album_as_main
  1458:market_failed_to_unset_album_as_main 1518:market_item_is_not_deleted
  1902:pretty_cards_card_is_connected_to_post 2603:text_live_finished
  3612:error_already_has_external_binding 4527:product_duplicate_error
  5800:error_cannot_transfer_money_yourself 7402:channel_user_already_joined
  8201:error_user_is_not_linked 8202:error_user_is_deleted
  8203:error_user_is_untrusted 8206:error_oauth_entity_is_already_linked
execute 12:compile 13:runtime
flood 9:flood 223:wall_reply_owner_flood 1105:auth_flood_error 1112:phone_auth_delay
invalid_request 3:method 8:request 16:auth_https 100:param 101:param_api_id 113:param_user_id
  114:param_album_id 119:param_title 125:param_group_id 150:param_timestamp
  174:friends_add_yourself 232:likes_reaction_can_not_be_applied 506:vk_pay_invalid_amount
  509:vk_pay_invalid_pin 632:ads_lookalike_request_audience_too_small
  633:ads_lookalike_request_audience_too_large 911:messages_keyboard_invalid
  952:call_invalid_secret 953:invalid_name 954:invalid_join_link
  959:invalid_audio_transcription 971:translate_invalid_message
  973:translate_invalid_languages 1000:phone_param_phone
  1009:messages_invalid_reaction_id 1110:sign_up_code_incorrect
  1111:sign_up_password_unallowable 1113:invalid_sid 1150:param_doc_id
  1152:param_doc_title 1260:invalid_address 1408:market_item_has_bad_links
  1421:market_name_too_long 1423:market_variant_value_too_long 1424:market_unknown_property_type
  1429:market_invalid_dimensions 1433:market_photos_crop_invalid_format
  1434:market_photos_crop_overflow 1435:market_photos_crop_size_too_low
  1602:story_incorrect_reply_privacy 2600:text_live_empty_message
  2601:text_live_more_one_attach 2602:text_live_wrong_author
  2606:text_live_large_message 3102:wall_check_link_cant_determine_source
  3800:fave_aliexpress_tag 4520:invalid_photo_id 7401:channel_invite_link_invalid
  8209:error_invalid_external_user_data 9999:not_supported_http_method
  11003:apps_empty_filter_params 11004:apps_empty_snippet_data
  11102:translations_multiple_source_lang
limit_reached 103:limits 173:friends_list_limit 220:wall_too_many_recipients
  242:friends_too_many_friends 300:album_full 302:albums_limit 503:votes
  504:vk_pay_not_enough_money 636:ads_lookalike_request_export_retargeting_group_limit
  702:group_too_many_officers 706:group_too_many_addresses 937:too_many_contacts_to_sync
  975:folders_limit_reached 976:folder_conversations_limit_reached
  1011:messages_reactions_limit_reached 1170:too_many_lists
  1259:error_apps_menu_too_many_apps 1262:error_too_many_profile_buttons
  1405:market_too_many_items 1406:market_too_many_items_in_album 1407:market_too_many_albums
  1418:market_max_properties_limit_exceed 1419:market_max_variants_limit_exceed
  1901:pretty_cards_too_many_cards 2000:callback_api_servers_limit
  2101:stickers_too_many_favorites 11005:apps_too_many_snippets
not_found 38:unknown_application 39:unknown_user 40:unknown_group 104:not_found
  140:param_page_id 171:friends_list_id 177:friends_add_not_found 180:param_note_id
  251:polls_poll_id 252:polls_answer_id 629:ads_object_deleted 714:group_invite_links_not_valid
  927:messages_chat_not_exist 935:messages_chat_user_not_in_chat 936:messages_contact_not_found
  961:call_link_outdated 974:folder_not_found 977:outdated_room_link
  1256:apps_subscription_not_found 1402:market_album_not_found 1403:market_item_not_found
  1416:market_variant_not_found 1417:market_property_not_found
  1436:market_orders_order_not_found 1600:story_expired 1900:pretty_cards_card_not_found
  2102:stickers_not_favorite 4519:community_not_found 11006:apps_not_found_snippet
partial 602:ads_partial_success
payload_too_large 910:messages_too_big 913:messages_too_long_forwards
  914:messages_too_long_message 940:messages_too_many_posts
permission 7:permission 15:access 20:method_permission 21:method_ads 500:votes_permission
  600:ads_permission 700:group_change_creator 925:messages_chat_not_admin
  932:messages_group_peer_access 943:messages_intent_cant_use
quota 29:rate_limit 224:wall_ads_post_limit_reached 601:weighted_flood
  631:ads_lookalike_request_max_count_per_day_reached
  635:ads_lookalike_request_export_max_count_per_day_reached 944:messages_intent_limit_overflow
rate_limit 6:too_many
resync 907:messages_too_old_pts 908:messages_too_new_pts 990:messages_drop_device_cache
transient 1:unknown 10:server 32:wait 36:timeout 2605:text_live_server_error
unavailable 43:section_disabled
unsupported 23:method_disabled 33:not_implemented_yet 945:messages_chat_disabled
  946:messages_chat_unsupported 11101:translations_cant_translate
upload 22:upload 105:save_file 118:param_server 121:param_hash 122:param_photos 129:param_photo
  4600:error_upload_photo_decode_failed 4601:error_upload_photo_wrong_image_size
  4602:error_upload_photo_preprocess_failed 5701:invalid_upload_response
  5702:invalid_upload_hash 5703:invalid_upload_user 5704:invalid_upload_group
  5705:invalid_crop_data 5706:to_small_avatar 5708:photo_not_found 5709:invalid_photo
  5710:invalid_hash
validation 17:auth_validation 24:need_confirmation 25:need_token_confirmation
  41:additional_signup_required 146:mobile_not_activated 703:group_need_2fa
  704:group_host_need_2fa 3301:phone_validation_need 3302:password_validation_need
  3303:otp_validation_need 3304:email_confirmation_need 3305:assert_votes
  11500:cua_confirmation_required
"""
