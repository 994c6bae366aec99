"""What the services answer, as frozen and patient models, loaded when first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govpublic_sdk.models.attachments import (
        Attachment,
        Audio,
        Graffiti,
        Link,
        LinkButton,
        LinkRating,
        PostedPhoto,
    )
    from govpublic_sdk.models.base import (
        Model,
    )
    from govpublic_sdk.models.comments import (
        Comment,
        PostComments,
        Thread,
    )
    from govpublic_sdk.models.common import (
        Count,
        Cover,
        GradientPoint,
        Image,
        Likes,
        Named,
        Place,
        PostLikes,
        Reposts,
        Sticker,
        StickerAnimation,
    )
    from govpublic_sdk.models.documents import (
        AudioMessage,
        Document,
        DocumentGraffiti,
        DocumentPreview,
        DocumentPreviewPhoto,
        DocumentPreviewVideo,
    )
    from govpublic_sdk.models.photos import (
        Crop,
        CropPhoto,
        CropRectangle,
        Photo,
        PhotoAlbum,
        PhotoImage,
        PhotoSize,
    )
    from govpublic_sdk.models.polls import (
        Poll,
        PollAnswer,
        PollBackground,
        PollFriend,
    )
    from govpublic_sdk.models.posts import (
        Coordinates,
        Geo,
        Post,
        PostCopyright,
        PostDonut,
        PostSource,
        PostViews,
    )
    from govpublic_sdk.models.publics import (
        Address,
        BanInfo,
        Menu,
        MenuImage,
        MenuItem,
        OnlineStatus,
        OpeningHours,
        Public,
        PublicAddresses,
        PublicContact,
        PublicCounters,
        PublicLink,
        PublicPhotoSize,
        Timetable,
    )
    from govpublic_sdk.models.short_links import (
        CheckedLink,
        LinkCity,
        LinkCountry,
        LinkSexAge,
        LinkStatistics,
        LinkStatisticsPeriod,
        ResolvedName,
        ShortenedLink,
        ShortLink,
    )
    from govpublic_sdk.models.statistics import (
        Activity,
        CityReach,
        CountryReach,
        PeriodStatistics,
        PostReach,
        Reach,
        SexAge,
        Visitors,
    )
    from govpublic_sdk.models.topics import (
        Topic,
        TopicComment,
    )
    from govpublic_sdk.models.users import (
        Career,
        LastSeen,
        Military,
        Occupation,
        OnlineInfo,
        Personal,
        Relative,
        School,
        University,
        User,
        UserCounters,
    )
    from govpublic_sdk.models.videos import (
        Video,
        VideoImage,
    )

__all__ = [
    "Activity",
    "Address",
    "Attachment",
    "Audio",
    "AudioMessage",
    "BanInfo",
    "Career",
    "CheckedLink",
    "CityReach",
    "Comment",
    "Coordinates",
    "Count",
    "CountryReach",
    "Cover",
    "Crop",
    "CropPhoto",
    "CropRectangle",
    "Document",
    "DocumentGraffiti",
    "DocumentPreview",
    "DocumentPreviewPhoto",
    "DocumentPreviewVideo",
    "Geo",
    "GradientPoint",
    "Graffiti",
    "Image",
    "LastSeen",
    "Likes",
    "Link",
    "LinkButton",
    "LinkCity",
    "LinkCountry",
    "LinkRating",
    "LinkSexAge",
    "LinkStatistics",
    "LinkStatisticsPeriod",
    "Menu",
    "MenuImage",
    "MenuItem",
    "Military",
    "Model",
    "Named",
    "Occupation",
    "OnlineInfo",
    "OnlineStatus",
    "OpeningHours",
    "PeriodStatistics",
    "Personal",
    "Photo",
    "PhotoAlbum",
    "PhotoImage",
    "PhotoSize",
    "Place",
    "Poll",
    "PollAnswer",
    "PollBackground",
    "PollFriend",
    "Post",
    "PostComments",
    "PostCopyright",
    "PostDonut",
    "PostLikes",
    "PostReach",
    "PostSource",
    "PostViews",
    "PostedPhoto",
    "Public",
    "PublicAddresses",
    "PublicContact",
    "PublicCounters",
    "PublicLink",
    "PublicPhotoSize",
    "Reach",
    "Relative",
    "Reposts",
    "ResolvedName",
    "School",
    "SexAge",
    "ShortLink",
    "ShortenedLink",
    "Sticker",
    "StickerAnimation",
    "Thread",
    "Timetable",
    "Topic",
    "TopicComment",
    "University",
    "User",
    "UserCounters",
    "Video",
    "VideoImage",
    "Visitors",
]

_HOMES = {
    "attachments": "Attachment Audio Graffiti Link LinkButton LinkRating PostedPhoto",
    "base": "Model",
    "comments": "Comment PostComments Thread",
    "common": "Count Cover GradientPoint Image Likes Named Place PostLikes Reposts Sticker StickerAnimation",
    "documents": "AudioMessage Document DocumentGraffiti DocumentPreview DocumentPreviewPhoto DocumentPreviewVideo",
    "photos": "Crop CropPhoto CropRectangle Photo PhotoAlbum PhotoImage PhotoSize",
    "polls": "Poll PollAnswer PollBackground PollFriend",
    "posts": "Coordinates Geo Post PostCopyright PostDonut PostSource PostViews",
    "publics": "Address BanInfo Menu MenuImage MenuItem OnlineStatus OpeningHours Public PublicAddresses PublicContact PublicCounters PublicLink PublicPhotoSize Timetable",
    "short_links": "CheckedLink LinkCity LinkCountry LinkSexAge LinkStatistics LinkStatisticsPeriod ResolvedName ShortLink ShortenedLink",
    "statistics": "Activity CityReach CountryReach PeriodStatistics PostReach Reach SexAge Visitors",
    "topics": "Topic TopicComment",
    "users": "Career LastSeen Military Occupation OnlineInfo Personal Relative School University User UserCounters",
    "videos": "Video VideoImage",
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names.split():
            value = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
