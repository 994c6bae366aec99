"""Videos: created first, uploaded afterwards."""

from __future__ import annotations

from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.posts import new_video
from govpublic_sdk.sandbox.uploads import address
from govpublic_sdk.sandbox.world import Json

__all__ = ["show_video"]


@method("video.save", "U")
def save(ask: MethodCall) -> Json:
    """Create a video and return the upload address of its file."""
    group_id = ask.number("group_id", 0)
    if group_id:
        ask.check_manager(ask.group_id())
    link = ask.text("link")
    if link and not link.startswith(("http://", "https://")):
        ask.refuse(100, "One of the parameters specified was missing or invalid: link is invalid")
    owner_id, video_id = -group_id if group_id else ask.caller.id, ask.world.new_id()
    title = ask.text("name") or "Без названия"
    video = new_video(owner_id, video_id, ask.now, title, ask.text("description"))
    video.update(duration=0, processing=1)
    ask.world.things["video", owner_id, video_id] = video
    ask.world.tell(-owner_id, "video_new", video)
    return {
        "owner_id": owner_id,
        "video_id": video_id,
        "title": video["title"],
        "description": video["description"],
        "access_key": video["access_key"],
        "upload_url": address(
            ask, "linked video" if link else "video", owner_id=owner_id, video_id=video_id
        ),
    }


def show_video(ask: MethodCall, video: Json) -> Json:
    """Show a video, which is processed for some time after its upload."""
    ready = ask.world.ready.get((video["owner_id"], video["id"]), float("inf"))
    if ready > ask.now:
        return video
    return {name: value for name, value in video.items() if name != "processing"}


def _find_video(ask: MethodCall) -> Json:
    owner_id = ask.number("owner_id", ask.caller.id)
    video = ask.world.things.get(("video", owner_id, ask.number("video_id")))
    if owner_id != ask.caller.id:
        ask.check_manager(ask.existing_group(-owner_id, "owner_id"))
    return video or ask.refuse(104, "Not found")


@method("video.get", "U")
def get(ask: MethodCall) -> Json:
    """Return videos by id, or those of an owner."""
    words, owner_id = ask.words("videos"), ask.number("owner_id", ask.caller.id)
    videos = [
        show_video(ask, thing)
        for (kind, thing_owner, video_id), thing in ask.world.things.items()
        if kind == "video"
        and (f"{thing_owner}_{video_id}" in words if words else thing_owner == owner_id)
    ]
    return ask.page(videos, count=100, most=200)


@method("video.edit", "U")
def edit(ask: MethodCall) -> Json:
    """Change a video."""
    video = _find_video(ask)
    video["title"] = ask.text("name", video["title"])
    video["description"] = ask.text("desc", video["description"])
    return {"success": 1, "access_key": video["access_key"]}


@method("video.delete", "U")
def delete(ask: MethodCall) -> int:
    """Delete a video."""
    video = _find_video(ask)
    del ask.world.things["video", video["owner_id"], video["id"]]
    return 1
