"""Permissions of citizens for messages from a community."""

from __future__ import annotations

from govpublic_sdk.sandbox.methods.correspondence import open_dialog, show_participants
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


@method("messages.isMessagesFromGroupAllowed", "UG")
def is_messages_from_group_allowed(call: MethodCall) -> Json:
    """Return whether a community may write to a citizen."""
    group_id, user_id = call.group_id(), call.number("user_id", least=1)
    if user_id != call.caller.id:
        call.check_manager(group_id)
    dialog = call.world.mail.find(-group_id, user_id)
    return {"is_allowed": int(dialog is not None and dialog.may_answer)}


@method("messages.allowMessagesFromGroup", "U")
def allow_messages_from_group(call: MethodCall) -> int:
    """Allow a community to write."""
    group_id = call.group_id()
    dialog = open_dialog(call, call.caller.id, -group_id)
    if dialog.is_allowed is not True:
        dialog.is_allowed = True
        event = {"user_id": call.caller.id, "key": call.text("key")}
        call.world.tell(group_id, "message_allow", event)
    return 1


@method("messages.denyMessagesFromGroup", "U")
def deny_messages_from_group(call: MethodCall) -> int:
    """Forbid a community to write."""
    group_id = call.group_id()
    dialog = open_dialog(call, call.caller.id, -group_id)
    if dialog.is_allowed is not False:
        dialog.is_allowed = False
        call.world.tell(group_id, "message_deny", {"user_id": call.caller.id})
    return 1


@method("messages.getIntentUsers", "G")
def get_intent_users(call: MethodCall) -> Json:
    """Return the subscribers of a newsletter, always none."""
    kinds = ("promo_newsletter", "non_promo_newsletter", "confirmed_notification")
    if not call.choice("intent", kinds, ""):
        call.wrong("intent", "is undefined")
    return {"count": 0, "items": [], **show_participants(call, [])}
