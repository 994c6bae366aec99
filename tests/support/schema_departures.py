"""Where operations of `vk` depart from VK's official schema, each with its evidence.

Keys are what `test_schema_operations` finds; one that it no longer finds fails there.
Commits and issues are of https://github.com/VKCOM/vk-api-schema where nothing else is named.
"""

from __future__ import annotations

LOST = (
    "the schema lost it between its packages 5.199.26 and 5.199.63 of one API version;"
    " VK still takes it, and vksdk and vkbottle send it"
)
SPLIT = (
    "the parameter changes the type of the answer (the method has several `responses`):"
    " another operation of the same method sends it"
)
CASES = (
    "the schema spells cases with a capital (base_name_case, commit 0efe478);"
    " https://dev.vk.com/method/users.get takes nom, gen and so on"
)
SERVER = "upload servers answer with a number or a text; what they gave is passed on unchanged"
WORDS = "commit 0efe478 bounds it in the description of {}, not by a keyword"
MOMENT = "a count of seconds, called a number in the schema; https://dev.vk.com/method/stats.get"
BACKGROUND = "the schema calls it a string and yet lists numbers as its values (commit 0efe478)"


def _by_parameter(reason: str, *places: str) -> dict[str, str]:
    return dict.fromkeys(places, reason)


_CHOICE_OF_CASES = "choice of anything, not Abl, Acc, Dat, Gen, Ins, Nom"
_SUBJECTS = ", ".join(sorted(map(str, range(1, 43))))

DEPARTURES: dict[str, str] = {
    # parameters that VK takes and the schema lacks
    **_by_parameter(
        LOST,
        "wall.get(owner_id): not in the schema",
        "wall.search(owner_id): not in the schema",
    ),
    "wall.post(topic_id): not in the schema": (
        "the schema lost it between its packages 5.199.26 and 5.199.63, yet wall.edit there has it"
    ),
    "wall.post(primary_attachments_mode): not in the schema": (
        "https://dev.vk.com/method/wall.post and official applications know it; the schema lost"
        " primary_attachments between its packages 5.199.26 and 5.199.63"
    ),
    # one method, several operations
    **_by_parameter(
        SPLIT,
        "groups.are_members(user_id): not offered",
        "groups.get(extended): not offered",
        "groups.get_members(fields): not offered",
        "groups.get_requests(fields): not offered",
        "groups.is_member(user_ids): not offered",
        "likes.get_list(extended): not offered",
        "messages.send(peer_ids): not offered",
        "messages.send_to_many(chat_id): not offered",
        "messages.send_to_many(domain): not offered",
        "messages.send_to_many(peer_id): not offered",
        "messages.send_to_many(user_id): not offered",
        "polls.get_voters(fields): not offered",
    ),
    # answers that nobody here needs typed: `vk.method` reads them
    **_by_parameter(
        "`extended` turns the answer from a boolean into an object with invitations"
        " (groups_isMember_extended_response); left to vk.method",
        "groups.are_members(extended): not offered",
        "groups.is_member(extended): not offered",
        "groups.isMember: no operation reads extendedResponse",
    ),
    **_by_parameter(
        "a list of persons turns the answer into a count of invitations"
        " (groups_invite_user_ids_list_response); left to vk.method",
        "groups.invite(user_ids_list): not offered",
        "groups.invite: no operation reads userIdsResponse",
    ),
    "messages.getInviteLink: no operation reads responseByOwner": (
        "no parameter of the method leads to this answer (commit 0efe478); left to vk.method"
    ),
    # what the schema says wrongly or too narrowly
    **_by_parameter(
        CASES,
        *(
            f"{name}(name_case): {_CHOICE_OF_CASES}"
            for name in (
                "groups.get_invited_users",
                "messages.get_intent_users",
                "polls.get_by_id",
                "polls.get_voters",
                "polls.get_voters_with_fields",
                "users.get",
                "wall.parse_attached_link",
            )
        ),
    ),
    f"groups.edit(subject): choice of anything, not {_SUBJECTS}": (
        "the list is the one that groups.getSettings gives for the community,"
        " as texts there: issue 222"
    ),
    "groups.edit_manager(role): choice of anything, not administrator, advertiser, editor,"
    " moderator": (
        "a role that groups.getMembers gave is passed on, and there groups_member_role_status has"
        " one more of them, the creator"
    ),
    **_by_parameter(
        SERVER,
        "photos.save(server): int or str, not integer",
        "photos.save_messages_photo(server): int or str, not integer",
        "photos.save_wall_photo(server): int or str, not integer",
    ),
    **_by_parameter(
        BACKGROUND,
        "polls.create(background_id): int, not string",
        "polls.edit(background_id): int, not string",
    ),
    **_by_parameter(
        MOMENT,
        "stats.get(timestamp_from): datetime, not number",
        "stats.get(timestamp_to): datetime, not number",
    ),
    **_by_parameter(
        "VK answers a free name with an empty array: object/utils.go of SevereCloud/vksdk",
        "utils.resolve_screen_name: answer is an empty list or ResolvedName,"
        " not utils_domain_resolved",
        "utils.resolveScreenName: no operation reads response",
    ),
    **_by_parameter(
        "before 5.199 VK answered with the bare number of the chat: recorded answers of vknet/vk",
        "messages.create_chat: answer is int or CreatedChat, not {chat_id, peer_ids}",
        "messages.createChat: no operation reads response",
    ),
    **_by_parameter(
        "before 5.199 VK answered with a map from number to 1: the recorded answers of vknet/vk",
        "messages.delete: answer is an empty list or dict,"
        " not list of messages_delete_full_response_item",
        "messages.delete: no operation reads response",
    ),
    # bounds
    "groups.get_by_id(group_ids): refuses large values": (
        "https://dev.vk.com/method/groups.getById takes 500 at most; the schema has no maxItems"
    ),
    **{
        f"{name}({parameter}): refuses large values": WORDS.format(method)
        for name, method, parameters in (
            ("photos.save", "photos.save", ("latitude", "longitude")),
            ("photos.save_wall_photo", "photos.saveWallPhoto", ("latitude", "longitude")),
            ("polls.get_voters", "polls.getVoters", ("count",)),
            ("polls.get_voters_with_fields", "polls.getVoters", ("count",)),
            ("wall.edit", "wall.post", ("lat", "long")),
            ("wall.get", "wall.get", ("count",)),
            ("wall.get_comments", "wall.getComments", ("count",)),
            ("wall.post", "wall.post", ("lat", "long")),
        )
        for parameter in parameters
    },
}
