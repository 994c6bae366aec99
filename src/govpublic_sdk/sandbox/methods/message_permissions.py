"""Whether a community may write to a citizen: the citizen decides."""

from __future__ import annotations

from govpublic_sdk.sandbox.methods.correspondence import dialog_with, people
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


@method("messages.isMessagesFromGroupAllowed", "UG")
def is_messages_from_group_allowed(ask: MethodCall) -> Json:
    """Whether a community may write to a citizen."""
    number, person = ask.group_id(), ask.number("user_id", least=1)
    if person != ask.caller.id:
        ask.check_manager(number)
    dialog = ask.world.mail.find(-number, person)
    return {"is_allowed": int(dialog is not None and dialog.may_answer)}


@method("messages.allowMessagesFromGroup", "U")
def allow_messages_from_group(ask: MethodCall) -> int:
    """Let a community write."""
    number = ask.group_id()
    dialog = dialog_with(ask, ask.caller.id, -number)
    if dialog.is_allowed is not True:
        dialog.is_allowed = True
        told = {"user_id": ask.caller.id, "key": ask.text("key")}
        ask.world.tell(number, "message_allow", told)
    return 1


@method("messages.denyMessagesFromGroup", "U")
def deny_messages_from_group(ask: MethodCall) -> int:
    """Let a community write no more."""
    number = ask.group_id()
    dialog = dialog_with(ask, ask.caller.id, -number)
    if dialog.is_allowed is not False:
        dialog.is_allowed = False
        ask.world.tell(number, "message_deny", {"user_id": ask.caller.id})
    return 1


@method("messages.getIntentUsers", "G")
def get_intent_users(ask: MethodCall) -> Json:
    """The subscribers of a newsletter: empty here."""
    kinds = ("promo_newsletter", "non_promo_newsletter", "confirmed_notification")
    if not ask.choice("intent", kinds, ""):
        ask.wrong("intent", "is undefined")
    return {"count": 0, "items": [], **people(ask, [])}
