"""Public pages of communities."""

from datetime import UTC, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from govpublic_sdk.models.attachments import Audio
from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Real, Word
from govpublic_sdk.models.common import Cover, Named
from govpublic_sdk.models.photos import CropPhoto

__all__ = [
    "Address",
    "BanInfo",
    "Menu",
    "MenuImage",
    "MenuItem",
    "OnlineStatus",
    "OpeningHours",
    "Public",
    "PublicAddresses",
    "PublicContact",
    "PublicCounters",
    "PublicLink",
    "PublicPhotoSize",
    "Timetable",
]


WorkInfoStatus = Annotated[
    Literal[
        "no_information",
        "temporarily_closed",
        "always_opened",
        "timetable",
        "forever_closed",
    ]
    | str,
    Word,
]
Status = Annotated[
    Literal["none", "online", "answer_mark"] | str,
    Word,
]
PublicKind = Annotated[
    Literal["group", "page", "event"] | str,
    Word,
]
VideoNotificationsStatus = Annotated[
    Literal["none", "all", "preferred"] | str,
    Word,
]


class OpeningHours(Model, frozen=True):
    """Hours of a day, in minutes from midnight."""

    break_close_time: Number | None = None
    break_open_time: Number | None = None
    close_time: Number | None = None
    open_time: Number | None = None


class Timetable(Model, frozen=True):
    """Opening hours by day of the week."""

    fri: OpeningHours | None = None
    mon: OpeningHours | None = None
    sat: OpeningHours | None = None
    sun: OpeningHours | None = None
    thu: OpeningHours | None = None
    tue: OpeningHours | None = None
    wed: OpeningHours | None = None


class Address(Model, frozen=True):
    """A place where the organisation can be found."""

    id: Number
    additional_address: str | None = None
    address: str | None = None
    city_id: Number | None = None
    city: Named | None = None
    metro_station: Raw | None = None
    country: Named | None = None
    distance: Number | None = None
    latitude: Real | None = None
    longitude: Real | None = None
    metro_station_id: Number | None = None
    phone: str | None = None
    time_offset: Number | None = None
    timetable: Timetable | None = None
    title: str | None = None
    work_info_status: WorkInfoStatus | None = None
    place_id: Number | None = None


class BanInfo(Model, frozen=True):
    """Why and until when the token's owner is banned; an `end_date` of 1970 means without end."""

    comment: str | None = Field(default=None, repr=False)
    end_date: Moment | None = None
    reason: Number | None = None


class OnlineStatus(Model, frozen=True):
    """Whether a public answers messages just now."""

    minutes: Number | None = None
    status: Status | None = None


class PublicAddresses(Model, frozen=True):
    """Whether there are addresses, and the main one."""

    is_enabled: Flag | None = None
    main_address_id: Number | None = None
    main_address: Address | None = None
    count: Number | None = None


class PublicContact(Model, frozen=True):
    """An official contact."""

    user_id: Number | None = None
    desc: str | None = None
    phone: str | None = Field(default=None, repr=False)
    email: str | None = Field(default=None, repr=False)
    contact_id: Number | None = None


class PublicCounters(Model, frozen=True):
    """How many things of each kind a public has."""

    addresses: Number | None = None
    albums: Number | None = None
    audios: Number | None = None
    audio_playlists: Number | None = None
    docs: Number | None = None
    market: Number | None = None
    photos: Number | None = None
    topics: Number | None = None
    videos: Number | None = None
    video_playlists: Number | None = None
    market_services: Number | None = None
    podcasts: Number | None = None
    articles: Number | None = None
    narratives: Number | None = None
    clips: Number | None = None
    clips_followers: Number | None = None
    videos_followers: Number | None = None
    clips_views: Number | None = None
    clips_likes: Number | None = None


class PublicLink(Model, frozen=True):
    """A link in the block of links."""

    name: str | None = None
    desc: str | None = None
    edit_title: Flag | None = None
    id: Number | None = None
    photo_100: str | None = None
    photo_50: str | None = None
    url: str | None = None
    image_processing: Flag | None = None


class PublicPhotoSize(Model, frozen=True):
    """The largest size of an avatar."""

    height: Number | None = None
    width: Number | None = None


class MenuImage(Model, frozen=True):
    """An image on a menu item."""

    url: str | None = None
    width: Number | None = None
    height: Number | None = None


class MenuItem(Model, frozen=True):
    """A card below the cover, often a link to «Госуслуги. Решаем вместе»."""

    id: Number | None = None
    type: str | None = None
    title: str | None = None
    url: str | None = None
    cover: list[MenuImage] | None = None


class Menu(Model, frozen=True):
    """The menu of a public. VK has no public way to write it."""

    items: list[MenuItem] | None = None


_FIRST_DAY = 1000_01_01  # smaller numbers are no `YYYYMMDD`
_FIRST_MOMENT = 100_000_000  # smaller numbers are days: no event was in 1973


def _moment_of_day(value: object) -> object:
    """Read `YYYYMMDD` as a moment and 0 as None; leave Unix seconds as they are."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return value
    try:
        number = int(value)
    except (ValueError, OverflowError):
        return value
    if not 0 <= number < _FIRST_MOMENT:
        return value
    if number == 0:
        return None
    if number < _FIRST_DAY:
        raise ValueError("no day")
    year, day = divmod(number, 10_000)
    return datetime(year, *divmod(day, 100), tzinfo=UTC)


EventOrDay = Annotated[
    Moment | None,
    BeforeValidator(_moment_of_day),
]
"""The moment of an event in Unix seconds, or the midnight in UTC of a day `YYYYMMDD`; 0 is None.

https://dev.vk.com/reference/objects/group
"""


class Public(Model, frozen=True):
    """A community page, https://dev.vk.com/reference/objects/group."""

    shown_texts: ClassVar[frozenset[str]] = frozenset(["name", "screen_name", "deactivated"])

    id: Number
    name: str | None = None
    screen_name: str | None = None
    is_closed: Number | None = None
    type: PublicKind | None = None
    is_admin: Flag | None = None
    admin_level: Number | None = None
    is_member: Flag | None = None
    is_advertiser: Flag | None = None
    start_date: EventOrDay | None = None
    finish_date: EventOrDay | None = None
    verified: Flag | None = None
    deactivated: str | None = None
    photo_50: str | None = None
    photo_100: str | None = None
    photo_200: str | None = None
    photo_200_orig: str | None = None
    photo_400: str | None = None
    photo_400_orig: str | None = None
    photo_max: str | None = None
    photo_max_orig: str | None = None
    est_date: str | None = None
    public_date_label: str | None = None
    photo_max_size: Raw | None = None
    is_video_live_notifications_blocked: Flag | None = None
    video_live: Raw | None = None
    market: Raw | None = None
    has_market_app: Flag | None = None
    using_vkpay_market_app: Flag | None = None
    member_status: Number | None = None
    is_adult: Flag | None = None
    is_hidden_from_feed: Flag | None = None
    is_favorite: Flag | None = None
    is_subscribed: Flag | None = None
    city: Named | None = None
    description: str | None = None
    wiki_page: str | None = None
    members_count: Number | None = None
    members_count_text: str | None = None
    requests_count: Number | None = None
    video_live_level: Number | None = None
    video_live_count: Number | None = None
    clips_count: Number | None = None
    counters: PublicCounters | None = None
    textlives_count: Number | None = None
    cover: Cover | None = None
    video_cover: Cover | None = None
    can_post: Flag | None = None
    can_suggest: Flag | None = None
    can_upload_story: Flag | None = None
    can_call_to_community: Flag | None = None
    can_upload_doc: Flag | None = None
    can_upload_video: Flag | None = None
    can_upload_clip: Flag | None = None
    can_see_all_posts: Flag | None = None
    can_create_topic: Flag | None = None
    activity: str | None = None
    fixed_post: Number | None = None
    has_photo: Flag | None = None
    crop_photo: CropPhoto | None = None
    status: str | None = None
    status_audio: Audio | None = None
    main_album_id: Number | None = None
    links: list[PublicLink] | None = None
    contacts: list[PublicContact] | None = None
    wall: Number | None = None
    site: str | None = None
    main_section: Number | None = None
    secondary_section: Number | None = None
    trending: Flag | None = None
    can_message: Flag | None = None
    is_messages_blocked: Flag | None = None
    can_send_notify: Flag | None = None
    online_status: OnlineStatus | None = None
    invited_by: Number | None = None
    age_limits: Number | None = None
    ban_info: BanInfo | None = None
    has_group_channel: Flag | None = None
    addresses: PublicAddresses | None = None
    is_subscribed_podcasts: Flag | None = None
    can_subscribe_podcasts: Flag | None = None
    can_subscribe_posts: Flag | None = None
    live_covers: Raw | None = None
    stories_archive_count: Number | None = None
    has_unseen_stories: Flag | None = None
    video_notifications_status: VideoNotificationsStatus | None = None
    videos_count: Number | None = None
    is_government_organization: Flag | None = None
    ogrn: str | None = None
    inn: str | None = None
    kpp: str | None = None
    menu: Menu | None = None
    can_view_stats: Flag | None = None
    can_view_post_reach_stats: Flag | None = None
    post_reach_avg_current_month: Number | None = None
    trust_mark: Number | None = None
    is_verified: Flag | None = None
    phone: str | None = Field(default=None, repr=False)
    region: Named | None = None
    country: Named | None = None
    place: Raw | None = None
    action_button: Raw | None = None
    buttons: list[Raw] | None = None
    app_buttons: list[Raw] | None = None
    login_confirmation_status: Raw | None = None
    verification_end_time: Moment | None = None
    is_business: Flag | None = None
    service_rating: Raw | None = None
    subject: str | None = None
    subject_id: Number | None = None
    public_category: Number | None = None
    public_subcategory: Number | None = None
    create_date: Moment | None = None
    has_suggestions: Flag | None = None
    deactivated_type: str | None = None
    deactivated_message: str | None = None
    name_history: Raw | None = None
    photo_base: str | None = None
    photo_avg_color: str | None = None
    age_mark: Number | None = None
    can_see_members: Flag | None = None
    tabs: Raw | None = None
    rating: Raw | None = None
    unread_count: Number | None = None

    @property
    def address(self) -> str:
        """The page's address, by its short name where it has one."""
        return f"https://vk.com/{self.screen_name or f'club{self.id}'}"

    @property
    def owner_id(self) -> int:
        """The id as methods of walls want it: negative."""
        return -self.id
