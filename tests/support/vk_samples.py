"""Real answers of VK that lie beside this checkout, and the models that read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from govpublic_sdk import models
from govpublic_sdk.models import Model
from shared import SHARED

MODELS: dict[str, type[Model]] = {
    "attachments": models.Attachment,
    "comments": models.Comment,
    "conversations": models.Conversation,
    "docs": models.Document,
    "groups": models.Public,
    "messages": models.Message,
    "photos": models.Photo,
    "polls": models.Poll,
    "post_reach": models.PostReach,
    "stats": models.PeriodStatistics,
    "users": models.User,
    "videos": models.Video,
    "wall_posts": models.Post,
}


@dataclass(frozen=True)
class Sample:
    name: str
    method: str | None
    payload: Any


def samples(family: str) -> Iterator[Sample]:
    """All samples of a family, in the order of their names."""
    for file in sorted((SHARED / "vk-samples" / family).glob("*.json")):
        found = json.loads(file.read_text(encoding="utf-8"))
        yield Sample(f"{family}/{file.name}", found.get("method"), found["payload"])


def model_of(family: str, payload: Any) -> type[Model]:
    """The model that reads a sample; boards hold topics and messages."""
    if family == "board":
        return models.Topic if "title" in payload else models.TopicComment
    if family == "uploads":
        return models.VideoUpload if "video_id" in payload else models.UploadServer
    return MODELS[family]
