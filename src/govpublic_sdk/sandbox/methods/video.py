"""Videos: created first, uploaded afterwards."""

from __future__ import annotations

from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.posts import new_video
from govpublic_sdk.sandbox.uploads import address
from govpublic_sdk.sandbox.world import Json

__all__ = ["show_video"]


@method("video.save", "U")
def save(call: MethodCall) -> Json:
    """Create a video and return the upload address of its file."""
    group_id = call.number("group_id", 0)
    if group_id:
        call.check_manager(call.group_id())
    link = call.text("link")
    if link and not link.startswith(("http://", "https://")):
        call.refuse(100, "One of the parameters specified was missing or invalid: link is invalid")
    owner_id, video_id = -group_id if group_id else call.caller.id, call.world.new_id()
    title = call.text("name") or "Без названия"
    video = new_video(owner_id, video_id, call.now, title, call.text("description"))
    video.update(duration=0, processing=1)
    call.world.things["video", owner_id, video_id] = video
    call.world.tell(-owner_id, "video_new", video)
    return {
        "owner_id": owner_id,
        "video_id": video_id,
        "title": video["title"],
        "description": video["description"],
        "access_key": video["access_key"],
        "upload_url": address(
            call, "linked video" if link else "video", owner_id=owner_id, video_id=video_id
        ),
    }


def show_video(call: MethodCall, video: Json) -> Json:
    """Show a video, which is processed for some time after its upload."""
    ready = call.world.ready.get((video["owner_id"], video["id"]), float("inf"))
    if ready > call.now:
        return video
    return {name: value for name, value in video.items() if name != "processing"}


def _find_video(call: MethodCall) -> Json:
    owner_id = call.number("owner_id", call.caller.id)
    video = call.world.things.get(("video", owner_id, call.number("video_id")))
    if owner_id != call.caller.id:
        call.check_manager(call.existing_group(-owner_id, "owner_id"))
    return video or call.refuse(104, "Not found")


@method("video.get", "U")
def get(call: MethodCall) -> Json:
    """Return videos by id, or those of an owner."""
    words, owner_id = call.words("videos"), call.number("owner_id", call.caller.id)
    videos = [
        show_video(call, thing)
        for (kind, thing_owner, video_id), thing in call.world.things.items()
        if kind == "video"
        and (f"{thing_owner}_{video_id}" in words if words else thing_owner == owner_id)
    ]
    return call.page(videos, count=100, most=200)


@method("video.edit", "U")
def edit(call: MethodCall) -> Json:
    """Change a video."""
    video = _find_video(call)
    video["title"] = call.text("name", video["title"])
    video["description"] = call.text("desc", video["description"])
    return {"success": 1, "access_key": video["access_key"]}


@method("video.delete", "U")
def delete(call: MethodCall) -> int:
    """Delete a video."""
    video = _find_video(call)
    del call.world.things["video", video["owner_id"], video["id"]]
    return 1
