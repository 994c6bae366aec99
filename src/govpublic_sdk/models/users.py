"""Persons, as far as VK shows them."""

from typing import Annotated, Literal

from pydantic import Field

from govpublic_sdk.models.attachments import Audio
from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Real, Word
from govpublic_sdk.models.common import Named
from govpublic_sdk.models.photos import CropPhoto, Photo

__all__ = [
    "Career",
    "LastSeen",
    "Military",
    "Occupation",
    "OnlineInfo",
    "Personal",
    "Relative",
    "School",
    "University",
    "User",
    "UserCounters",
]


OccupationKind = Annotated[
    Literal["school", "university", "work"] | str,
    Word,
]
Status = Annotated[
    Literal["recently", "last_week", "last_month", "long_ago", "not_show"] | str,
    Word,
]
RelativeKind = Annotated[
    Literal["parent", "child", "grandparent", "grandchild", "sibling"] | str,
    Word,
]
UserKind = Annotated[
    Literal["profile"] | str,
    Word,
]
WallDefault = Annotated[
    Literal["owner", "all"] | str,
    Word,
]


class Career(Model, frozen=True):
    """A job in a person's career."""

    city_id: Number | None = None
    city_name: str | None = None
    company: str | None = None
    from_: Number | None = Field(default=None, alias="from")
    group_id: Number | None = None
    id: Number | None = None
    position: str | None = None
    until: Number | None = None


class LastSeen(Model, frozen=True):
    """When and from what kind of device a person was here."""

    platform: Number | None = None
    time: Moment | None = None


class Military(Model, frozen=True):
    """Military service."""

    from_: Number | None = Field(default=None, alias="from")
    id: Number | None = None
    unit: str | None = None
    unit_id: Number | None = None
    until: Number | None = None


class Occupation(Model, frozen=True):
    """What a person does."""

    id: Number | None = None
    name: str | None = None
    type: OccupationKind | None = None
    graduate_year: Number | None = None
    city_id: Number | None = None


class OnlineInfo(Model, frozen=True):
    """Whether and when a person was online."""

    visible: Flag | None = None
    last_seen: Number | None = None
    is_online: Flag | None = None
    app_id: Number | None = None
    is_mobile: Flag | None = None
    status: Status | None = None


class Personal(Model, frozen=True):
    """A person's views."""

    alcohol: Number | None = None
    inspired_by: str | None = None
    langs: list[str] | None = None
    langs_full: list[Raw] | None = None
    life_main: Number | None = None
    people_main: Number | None = None
    political: Number | None = None
    religion: str | None = None
    religion_id: Number | None = None
    smoking: Number | None = None


class Relative(Model, frozen=True):
    """A relative."""

    birth_date: str | None = None
    id: Number | None = None
    name: str | None = None
    type: RelativeKind | None = None


class School(Model, frozen=True):
    """A school."""

    city: Number | None = None
    class_: str | None = Field(default=None, alias="class")
    class_id: Number | None = None
    id: str | None = None
    name: str | None = None
    type: Number | None = None
    type_str: str | None = None
    year_from: Number | None = None
    year_graduated: Number | None = None
    year_to: Number | None = None
    speciality: str | None = None


class University(Model, frozen=True):
    """A university."""

    chair: Number | None = None
    chair_name: str | None = None
    city: Number | None = None
    education_form: str | None = None
    education_form_id: Number | None = None
    education_status: str | None = None
    education_status_id: Number | None = None
    faculty: Number | None = None
    faculty_name: str | None = None
    graduation: Number | None = None
    id: Number | None = None
    name: str | None = None
    university_group_id: Number | None = None


class UserCounters(Model, frozen=True):
    """How many things of each kind a person has."""

    albums: Number | None = None
    badges: Number | None = None
    audios: Number | None = None
    followers: Number | None = None
    friends: Number | None = None
    gifts: Number | None = None
    groups: Number | None = None
    notes: Number | None = None
    online_friends: Number | None = None
    pages: Number | None = None
    photos: Number | None = None
    subscriptions: Number | None = None
    user_photos: Number | None = None
    user_videos: Number | None = None
    videos: Number | None = None
    video_playlists: Number | None = None
    new_photo_tags: Number | None = None
    new_recognition_tags: Number | None = None
    mutual_friends: Number | None = None
    friends_followers: Number | None = None
    posts: Number | None = None
    articles: Number | None = None
    wishes: Number | None = None
    podcasts: Number | None = None
    clips: Number | None = None
    clips_followers: Number | None = None
    videos_followers: Number | None = None
    clips_views: Number | None = None
    clips_likes: Number | None = None


class User(Model, frozen=True):
    """A person, dev.vk.com/reference/objects/user. Personal fields stay out of `repr`."""

    id: Number
    deactivated: str | None = None
    first_name: str | None = Field(default=None, repr=False)
    hidden: Number | None = None
    last_name: str | None = Field(default=None, repr=False)
    can_access_closed: Flag | None = None
    is_closed: Flag | None = None
    sex: Number | None = None
    screen_name: str | None = Field(default=None, repr=False)
    photo_50: str | None = None
    photo_100: str | None = None
    online_info: OnlineInfo | None = None
    online: Flag | None = None
    online_mobile: Flag | None = None
    online_app: Number | None = None
    verified: Flag | None = None
    trending: Flag | None = None
    friend_status: Number | None = None
    mutual: Raw | None = None
    first_name_nom: str | None = Field(default=None, repr=False)
    first_name_gen: str | None = Field(default=None, repr=False)
    first_name_dat: str | None = Field(default=None, repr=False)
    first_name_acc: str | None = Field(default=None, repr=False)
    first_name_ins: str | None = Field(default=None, repr=False)
    first_name_abl: str | None = Field(default=None, repr=False)
    last_name_nom: str | None = Field(default=None, repr=False)
    last_name_gen: str | None = Field(default=None, repr=False)
    last_name_dat: str | None = Field(default=None, repr=False)
    last_name_acc: str | None = Field(default=None, repr=False)
    last_name_ins: str | None = Field(default=None, repr=False)
    last_name_abl: str | None = Field(default=None, repr=False)
    nickname: str | None = Field(default=None, repr=False)
    maiden_name: str | None = Field(default=None, repr=False)
    contact_name: str | None = Field(default=None, repr=False)
    domain: str | None = Field(default=None, repr=False)
    bdate: str | None = Field(default=None, repr=False)
    city: Named | None = None
    timezone: Real | None = None
    owner_state: Raw | None = None
    photo_200: str | None = None
    photo_max: str | None = None
    photo_200_orig: str | None = None
    photo_400_orig: str | None = None
    photo_max_orig: str | None = None
    photo_id: str | None = Field(default=None, repr=False)
    has_photo: Flag | None = None
    has_mobile: Flag | None = None
    is_friend: Flag | None = None
    is_best_friend: Flag | None = None
    wall_comments: Flag | None = None
    can_post: Flag | None = None
    can_see_all_posts: Flag | None = None
    can_see_audio: Flag | None = None
    type: UserKind | None = None
    email: str | None = Field(default=None, repr=False)
    skype: str | None = Field(default=None, repr=False)
    facebook: str | None = Field(default=None, repr=False)
    facebook_name: str | None = Field(default=None, repr=False)
    twitter: str | None = Field(default=None, repr=False)
    livejournal: str | None = Field(default=None, repr=False)
    instagram: str | None = Field(default=None, repr=False)
    test: Flag | None = None
    video_live: Raw | None = None
    is_video_live_notifications_blocked: Flag | None = None
    is_service: Flag | None = None
    service_description: str | None = None
    photo_rec: str | None = None
    photo_medium: str | None = None
    photo_medium_rec: str | None = None
    photo: str | None = None
    photo_big: str | None = None
    photo_400: str | None = None
    photo_max_size: Photo | None = None
    language: str | None = None
    stories_archive_count: Number | None = None
    has_unseen_stories: Flag | None = None
    wall_default: WallDefault | None = None
    can_call: Flag | None = None
    can_call_from_group: Flag | None = None
    can_invite_as_voicerooms_speaker: Flag | None = None
    can_see_wishes: Flag | None = None
    can_see_gifts: Flag | None = None
    interests: str | None = Field(default=None, repr=False)
    books: str | None = Field(default=None, repr=False)
    tv: str | None = Field(default=None, repr=False)
    quotes: str | None = Field(default=None, repr=False)
    about: str | None = Field(default=None, repr=False)
    games: str | None = Field(default=None, repr=False)
    movies: str | None = Field(default=None, repr=False)
    activities: str | None = Field(default=None, repr=False)
    music: str | None = Field(default=None, repr=False)
    can_write_private_message: Flag | None = None
    can_send_friend_request: Flag | None = None
    can_be_invited_group: Flag | None = None
    mobile_phone: str | None = Field(default=None, repr=False)
    home_phone: str | None = Field(default=None, repr=False)
    site: str | None = Field(default=None, repr=False)
    status_audio: Audio | None = None
    status: str | None = Field(default=None, repr=False)
    activity: str | None = Field(default=None, repr=False)
    status_app: Raw | None = None
    last_seen: LastSeen | None = None
    exports: Raw | None = None
    crop_photo: CropPhoto | None = None
    followers_count: Number | None = None
    video_live_level: Number | None = None
    video_live_count: Number | None = None
    clips_count: Number | None = None
    blacklisted: Flag | None = None
    blacklisted_by_me: Flag | None = None
    is_favorite: Flag | None = None
    is_hidden_from_feed: Flag | None = None
    common_count: Number | None = None
    occupation: Occupation | None = Field(default=None, repr=False)
    career: list[Career] | None = Field(default=None, repr=False)
    military: list[Military] | None = Field(default=None, repr=False)
    university: Number | None = None
    university_name: str | None = Field(default=None, repr=False)
    university_group_id: Number | None = None
    faculty: Number | None = None
    faculty_name: str | None = Field(default=None, repr=False)
    graduation: Number | None = None
    education_form: str | None = None
    education_status: str | None = None
    home_town: str | None = Field(default=None, repr=False)
    relation: Number | None = None
    relation_partner: "User | None" = Field(default=None, repr=False)
    personal: Personal | None = Field(default=None, repr=False)
    universities: list[University] | None = Field(default=None, repr=False)
    schools: list[School] | None = Field(default=None, repr=False)
    relatives: list[Relative] | None = Field(default=None, repr=False)
    is_subscribed_podcasts: Flag | None = None
    can_subscribe_podcasts: Flag | None = None
    can_subscribe_posts: Flag | None = None
    counters: UserCounters | None = None
    access_key: str | None = None
    can_upload_doc: Flag | None = None
    can_ban: Flag | None = None
    hash: str | None = None
    is_no_index: Flag | None = None
    contact_id: Number | None = None
    is_message_request: Flag | None = None
    descriptions: list[str] | None = None
    lists: list[Number] | None = None
    country: Named | None = None
    track_code: str | None = None
    is_esia_verified: Flag | None = None
    is_sber_verified: Flag | None = None
    is_tinkoff_verified: Flag | None = None
    is_verified: Flag | None = None
    is_government_organization: Flag | None = None
