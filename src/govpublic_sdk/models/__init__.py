"""What the services answer, as frozen and patient models, loaded when first used."""

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk.models.answers import CreatedComment as CreatedComment
    from govpublic_sdk.models.answers import EditedVideo as EditedVideo
    from govpublic_sdk.models.answers import LikesCount as LikesCount
    from govpublic_sdk.models.answers import LikeState as LikeState
    from govpublic_sdk.models.answers import ParsedLink as ParsedLink
    from govpublic_sdk.models.answers import PublishedPost as PublishedPost
    from govpublic_sdk.models.answers import Reposted as Reposted
    from govpublic_sdk.models.answers import VoterIds as VoterIds
    from govpublic_sdk.models.answers import Voters as Voters
    from govpublic_sdk.models.answers import VotersWithFields as VotersWithFields
    from govpublic_sdk.models.answers import VoterUsers as VoterUsers
    from govpublic_sdk.models.appeals import Appeal as Appeal
    from govpublic_sdk.models.appeals import AppealAnswer as AppealAnswer
    from govpublic_sdk.models.appeals import AppealAttachment as AppealAttachment
    from govpublic_sdk.models.appeals import AppealEvent as AppealEvent
    from govpublic_sdk.models.appeals import AppealId as AppealId
    from govpublic_sdk.models.appeals import AppealPlace as AppealPlace
    from govpublic_sdk.models.appeals import Applicant as Applicant
    from govpublic_sdk.models.appeals import Category as Category
    from govpublic_sdk.models.appeals import Level as Level
    from govpublic_sdk.models.appeals import RelatedAppeal as RelatedAppeal
    from govpublic_sdk.models.appeals import Responsible as Responsible
    from govpublic_sdk.models.attachments import Attachment as Attachment
    from govpublic_sdk.models.attachments import Audio as Audio
    from govpublic_sdk.models.attachments import Graffiti as Graffiti
    from govpublic_sdk.models.attachments import Link as Link
    from govpublic_sdk.models.attachments import LinkButton as LinkButton
    from govpublic_sdk.models.attachments import LinkRating as LinkRating
    from govpublic_sdk.models.attachments import PostedPhoto as PostedPhoto
    from govpublic_sdk.models.base import Model as Model
    from govpublic_sdk.models.comments import Comment as Comment
    from govpublic_sdk.models.comments import PostComments as PostComments
    from govpublic_sdk.models.comments import Thread as Thread
    from govpublic_sdk.models.common import Count as Count
    from govpublic_sdk.models.common import Cover as Cover
    from govpublic_sdk.models.common import GradientPoint as GradientPoint
    from govpublic_sdk.models.common import Image as Image
    from govpublic_sdk.models.common import Likes as Likes
    from govpublic_sdk.models.common import Named as Named
    from govpublic_sdk.models.common import Place as Place
    from govpublic_sdk.models.common import PostLikes as PostLikes
    from govpublic_sdk.models.common import Reposts as Reposts
    from govpublic_sdk.models.common import Sticker as Sticker
    from govpublic_sdk.models.common import StickerAnimation as StickerAnimation
    from govpublic_sdk.models.conversations import CanWrite as CanWrite
    from govpublic_sdk.models.conversations import Chat as Chat
    from govpublic_sdk.models.conversations import ChatPhoto as ChatPhoto
    from govpublic_sdk.models.conversations import ChatSettings as ChatSettings
    from govpublic_sdk.models.conversations import Conversation as Conversation
    from govpublic_sdk.models.conversations import ConversationMember as ConversationMember
    from govpublic_sdk.models.conversations import ConversationPeer as ConversationPeer
    from govpublic_sdk.models.conversations import (
        ConversationWithMessage as ConversationWithMessage,
    )
    from govpublic_sdk.models.conversations import OutReadBy as OutReadBy
    from govpublic_sdk.models.deadlines import Deadline as Deadline
    from govpublic_sdk.models.documents import AudioMessage as AudioMessage
    from govpublic_sdk.models.documents import Document as Document
    from govpublic_sdk.models.documents import DocumentGraffiti as DocumentGraffiti
    from govpublic_sdk.models.documents import DocumentPreview as DocumentPreview
    from govpublic_sdk.models.documents import DocumentPreviewPhoto as DocumentPreviewPhoto
    from govpublic_sdk.models.documents import DocumentPreviewVideo as DocumentPreviewVideo
    from govpublic_sdk.models.events.comments import BoardPostDelete as BoardPostDelete
    from govpublic_sdk.models.events.comments import BoardPostEdit as BoardPostEdit
    from govpublic_sdk.models.events.comments import BoardPostNew as BoardPostNew
    from govpublic_sdk.models.events.comments import BoardPostRestore as BoardPostRestore
    from govpublic_sdk.models.events.comments import DeletedComment as DeletedComment
    from govpublic_sdk.models.events.comments import DeletedTopicComment as DeletedTopicComment
    from govpublic_sdk.models.events.comments import MarketComment as MarketComment
    from govpublic_sdk.models.events.comments import MarketCommentDelete as MarketCommentDelete
    from govpublic_sdk.models.events.comments import MarketCommentEdit as MarketCommentEdit
    from govpublic_sdk.models.events.comments import MarketCommentNew as MarketCommentNew
    from govpublic_sdk.models.events.comments import MarketCommentRestore as MarketCommentRestore
    from govpublic_sdk.models.events.comments import PhotoComment as PhotoComment
    from govpublic_sdk.models.events.comments import PhotoCommentDelete as PhotoCommentDelete
    from govpublic_sdk.models.events.comments import PhotoCommentEdit as PhotoCommentEdit
    from govpublic_sdk.models.events.comments import PhotoCommentNew as PhotoCommentNew
    from govpublic_sdk.models.events.comments import PhotoCommentRestore as PhotoCommentRestore
    from govpublic_sdk.models.events.comments import VideoComment as VideoComment
    from govpublic_sdk.models.events.comments import VideoCommentDelete as VideoCommentDelete
    from govpublic_sdk.models.events.comments import VideoCommentEdit as VideoCommentEdit
    from govpublic_sdk.models.events.comments import VideoCommentNew as VideoCommentNew
    from govpublic_sdk.models.events.comments import VideoCommentRestore as VideoCommentRestore
    from govpublic_sdk.models.events.comments import WallReplyDelete as WallReplyDelete
    from govpublic_sdk.models.events.comments import WallReplyEdit as WallReplyEdit
    from govpublic_sdk.models.events.comments import WallReplyNew as WallReplyNew
    from govpublic_sdk.models.events.comments import WallReplyRestore as WallReplyRestore
    from govpublic_sdk.models.events.community import GroupChangePhoto as GroupChangePhoto
    from govpublic_sdk.models.events.community import (
        GroupChangePhotoObject as GroupChangePhotoObject,
    )
    from govpublic_sdk.models.events.community import GroupChangeSettings as GroupChangeSettings
    from govpublic_sdk.models.events.community import (
        GroupChangeSettingsObject as GroupChangeSettingsObject,
    )
    from govpublic_sdk.models.events.community import GroupJoin as GroupJoin
    from govpublic_sdk.models.events.community import GroupJoinObject as GroupJoinObject
    from govpublic_sdk.models.events.community import GroupLeave as GroupLeave
    from govpublic_sdk.models.events.community import GroupLeaveObject as GroupLeaveObject
    from govpublic_sdk.models.events.community import GroupOfficersEdit as GroupOfficersEdit
    from govpublic_sdk.models.events.community import (
        GroupOfficersEditObject as GroupOfficersEditObject,
    )
    from govpublic_sdk.models.events.community import SettingChange as SettingChange
    from govpublic_sdk.models.events.community import UserBlock as UserBlock
    from govpublic_sdk.models.events.community import UserBlockObject as UserBlockObject
    from govpublic_sdk.models.events.community import UserUnblock as UserUnblock
    from govpublic_sdk.models.events.community import UserUnblockObject as UserUnblockObject
    from govpublic_sdk.models.events.event import Confirmation as Confirmation
    from govpublic_sdk.models.events.event import Event as Event
    from govpublic_sdk.models.events.event import UnknownEvent as UnknownEvent
    from govpublic_sdk.models.events.messages import MessageAllow as MessageAllow
    from govpublic_sdk.models.events.messages import MessageAllowObject as MessageAllowObject
    from govpublic_sdk.models.events.messages import MessageDeny as MessageDeny
    from govpublic_sdk.models.events.messages import MessageDenyObject as MessageDenyObject
    from govpublic_sdk.models.events.messages import MessageEdit as MessageEdit
    from govpublic_sdk.models.events.messages import MessageEvent as MessageEvent
    from govpublic_sdk.models.events.messages import MessageEventObject as MessageEventObject
    from govpublic_sdk.models.events.messages import MessageNew as MessageNew
    from govpublic_sdk.models.events.messages import MessageNewObject as MessageNewObject
    from govpublic_sdk.models.events.messages import MessageReactionEvent as MessageReactionEvent
    from govpublic_sdk.models.events.messages import MessageReactionObject as MessageReactionObject
    from govpublic_sdk.models.events.messages import MessageRead as MessageRead
    from govpublic_sdk.models.events.messages import MessageReadObject as MessageReadObject
    from govpublic_sdk.models.events.messages import MessageReply as MessageReply
    from govpublic_sdk.models.events.messages import MessagesEdit as MessagesEdit
    from govpublic_sdk.models.events.messages import MessageTypingState as MessageTypingState
    from govpublic_sdk.models.events.messages import (
        MessageTypingStateObject as MessageTypingStateObject,
    )
    from govpublic_sdk.models.events.publishing import AudioNew as AudioNew
    from govpublic_sdk.models.events.publishing import LikeAdd as LikeAdd
    from govpublic_sdk.models.events.publishing import LikeObject as LikeObject
    from govpublic_sdk.models.events.publishing import LikeRemove as LikeRemove
    from govpublic_sdk.models.events.publishing import PhotoNew as PhotoNew
    from govpublic_sdk.models.events.publishing import PollVoteNew as PollVoteNew
    from govpublic_sdk.models.events.publishing import PollVoteObject as PollVoteObject
    from govpublic_sdk.models.events.publishing import ScheduledPost as ScheduledPost
    from govpublic_sdk.models.events.publishing import VideoNew as VideoNew
    from govpublic_sdk.models.events.publishing import WallPostNew as WallPostNew
    from govpublic_sdk.models.events.publishing import WallRepost as WallRepost
    from govpublic_sdk.models.events.publishing import (
        WallSchedulePostDelete as WallSchedulePostDelete,
    )
    from govpublic_sdk.models.events.publishing import WallSchedulePostNew as WallSchedulePostNew
    from govpublic_sdk.models.events.services import AppPayload as AppPayload
    from govpublic_sdk.models.events.services import AppPayloadObject as AppPayloadObject
    from govpublic_sdk.models.events.services import DonutMoneyWithdraw as DonutMoneyWithdraw
    from govpublic_sdk.models.events.services import (
        DonutMoneyWithdrawError as DonutMoneyWithdrawError,
    )
    from govpublic_sdk.models.events.services import (
        DonutMoneyWithdrawErrorObject as DonutMoneyWithdrawErrorObject,
    )
    from govpublic_sdk.models.events.services import (
        DonutMoneyWithdrawObject as DonutMoneyWithdrawObject,
    )
    from govpublic_sdk.models.events.services import DonutPayment as DonutPayment
    from govpublic_sdk.models.events.services import DonutPriceChange as DonutPriceChange
    from govpublic_sdk.models.events.services import DonutSubscriber as DonutSubscriber
    from govpublic_sdk.models.events.services import (
        DonutSubscriptionCancelled as DonutSubscriptionCancelled,
    )
    from govpublic_sdk.models.events.services import (
        DonutSubscriptionCreate as DonutSubscriptionCreate,
    )
    from govpublic_sdk.models.events.services import (
        DonutSubscriptionExpired as DonutSubscriptionExpired,
    )
    from govpublic_sdk.models.events.services import (
        DonutSubscriptionPriceChanged as DonutSubscriptionPriceChanged,
    )
    from govpublic_sdk.models.events.services import (
        DonutSubscriptionProlonged as DonutSubscriptionProlonged,
    )
    from govpublic_sdk.models.events.services import Lead as Lead
    from govpublic_sdk.models.events.services import LeadAnswer as LeadAnswer
    from govpublic_sdk.models.events.services import LeadFormsNew as LeadFormsNew
    from govpublic_sdk.models.events.services import MarketOrder as MarketOrder
    from govpublic_sdk.models.events.services import MarketOrderEdit as MarketOrderEdit
    from govpublic_sdk.models.events.services import MarketOrderNew as MarketOrderNew
    from govpublic_sdk.models.events.services import VkpayTransaction as VkpayTransaction
    from govpublic_sdk.models.events.services import (
        VkpayTransactionObject as VkpayTransactionObject,
    )
    from govpublic_sdk.models.keyboards import ButtonAction as ButtonAction
    from govpublic_sdk.models.keyboards import Keyboard as Keyboard
    from govpublic_sdk.models.keyboards import KeyboardButton as KeyboardButton
    from govpublic_sdk.models.members import BanDetails as BanDetails
    from govpublic_sdk.models.members import BannedItem as BannedItem
    from govpublic_sdk.models.members import Manager as Manager
    from govpublic_sdk.models.members import Membership as Membership
    from govpublic_sdk.models.message_answers import AttachmentInHistory as AttachmentInHistory
    from govpublic_sdk.models.message_answers import ChangedChat as ChangedChat
    from govpublic_sdk.models.message_answers import CreatedChat as CreatedChat
    from govpublic_sdk.models.message_answers import DeletedConversation as DeletedConversation
    from govpublic_sdk.models.message_answers import DeletedMessage as DeletedMessage
    from govpublic_sdk.models.message_answers import ImportantMessages as ImportantMessages
    from govpublic_sdk.models.message_answers import InviteLink as InviteLink
    from govpublic_sdk.models.message_answers import LongPollHistory as LongPollHistory
    from govpublic_sdk.models.message_answers import MessageError as MessageError
    from govpublic_sdk.models.message_answers import MessageList as MessageList
    from govpublic_sdk.models.message_answers import MessageReactions as MessageReactions
    from govpublic_sdk.models.message_answers import MessagesAllowed as MessagesAllowed
    from govpublic_sdk.models.message_answers import (
        PersonalLongPollServer as PersonalLongPollServer,
    )
    from govpublic_sdk.models.message_answers import ReactedPeer as ReactedPeer
    from govpublic_sdk.models.message_answers import ReactedPeers as ReactedPeers
    from govpublic_sdk.models.message_answers import SentMessage as SentMessage
    from govpublic_sdk.models.messages import ClientInfo as ClientInfo
    from govpublic_sdk.models.messages import Message as Message
    from govpublic_sdk.models.messages import MessageAction as MessageAction
    from govpublic_sdk.models.messages import MessageActionPhoto as MessageActionPhoto
    from govpublic_sdk.models.messages import MessageAttachment as MessageAttachment
    from govpublic_sdk.models.messages import MessageReaction as MessageReaction
    from govpublic_sdk.models.open311 import CreatedRequest as CreatedRequest
    from govpublic_sdk.models.open311 import CreatedUpdate as CreatedUpdate
    from govpublic_sdk.models.open311 import Discovery as Discovery
    from govpublic_sdk.models.open311 import DiscoveryEndpoint as DiscoveryEndpoint
    from govpublic_sdk.models.open311 import RequestLogEntry as RequestLogEntry
    from govpublic_sdk.models.open311 import RequestNote as RequestNote
    from govpublic_sdk.models.open311 import ServiceAttribute as ServiceAttribute
    from govpublic_sdk.models.open311 import ServiceDefinition as ServiceDefinition
    from govpublic_sdk.models.open311 import ServiceRequest as ServiceRequest
    from govpublic_sdk.models.open311 import ServiceRequestUpdate as ServiceRequestUpdate
    from govpublic_sdk.models.open311 import ServiceType as ServiceType
    from govpublic_sdk.models.open311 import ServiceValue as ServiceValue
    from govpublic_sdk.models.photos import Crop as Crop
    from govpublic_sdk.models.photos import CropPhoto as CropPhoto
    from govpublic_sdk.models.photos import CropRectangle as CropRectangle
    from govpublic_sdk.models.photos import Photo as Photo
    from govpublic_sdk.models.photos import PhotoAlbum as PhotoAlbum
    from govpublic_sdk.models.photos import PhotoAlbumFull as PhotoAlbumFull
    from govpublic_sdk.models.photos import PhotoImage as PhotoImage
    from govpublic_sdk.models.photos import PhotoSize as PhotoSize
    from govpublic_sdk.models.polls import Poll as Poll
    from govpublic_sdk.models.polls import PollAnswer as PollAnswer
    from govpublic_sdk.models.polls import PollBackground as PollBackground
    from govpublic_sdk.models.polls import PollFriend as PollFriend
    from govpublic_sdk.models.pos import PosAddress as PosAddress
    from govpublic_sdk.models.pos import PosAppeal as PosAppeal
    from govpublic_sdk.models.pos import PosApplicant as PosApplicant
    from govpublic_sdk.models.pos import PosFile as PosFile
    from govpublic_sdk.models.pos import PosPage as PosPage
    from govpublic_sdk.models.pos import PosPerson as PosPerson
    from govpublic_sdk.models.pos import PosUpdated as PosUpdated
    from govpublic_sdk.models.posts import Coordinates as Coordinates
    from govpublic_sdk.models.posts import Geo as Geo
    from govpublic_sdk.models.posts import Post as Post
    from govpublic_sdk.models.posts import PostCopyright as PostCopyright
    from govpublic_sdk.models.posts import PostDonut as PostDonut
    from govpublic_sdk.models.posts import PostSource as PostSource
    from govpublic_sdk.models.posts import PostViews as PostViews
    from govpublic_sdk.models.private import REVEALED as REVEALED
    from govpublic_sdk.models.private import Private as Private
    from govpublic_sdk.models.publics import Address as Address
    from govpublic_sdk.models.publics import BanInfo as BanInfo
    from govpublic_sdk.models.publics import Menu as Menu
    from govpublic_sdk.models.publics import MenuImage as MenuImage
    from govpublic_sdk.models.publics import MenuItem as MenuItem
    from govpublic_sdk.models.publics import OnlineStatus as OnlineStatus
    from govpublic_sdk.models.publics import OpeningHours as OpeningHours
    from govpublic_sdk.models.publics import Public as Public
    from govpublic_sdk.models.publics import PublicAddresses as PublicAddresses
    from govpublic_sdk.models.publics import PublicContact as PublicContact
    from govpublic_sdk.models.publics import PublicCounters as PublicCounters
    from govpublic_sdk.models.publics import PublicLink as PublicLink
    from govpublic_sdk.models.publics import PublicPhotoSize as PublicPhotoSize
    from govpublic_sdk.models.publics import Timetable as Timetable
    from govpublic_sdk.models.reactions import Like as Like
    from govpublic_sdk.models.reactions import Reaction as Reaction
    from govpublic_sdk.models.reactions import ReactionAsset as ReactionAsset
    from govpublic_sdk.models.reactions import ReactionCount as ReactionCount
    from govpublic_sdk.models.reactions import Reactions as Reactions
    from govpublic_sdk.models.reactions import ReactionSet as ReactionSet
    from govpublic_sdk.models.settings import CallbackServer as CallbackServer
    from govpublic_sdk.models.settings import CatalogInfo as CatalogInfo
    from govpublic_sdk.models.settings import ConfirmationCode as ConfirmationCode
    from govpublic_sdk.models.settings import EventSettings as EventSettings
    from govpublic_sdk.models.settings import LongPollServer as LongPollServer
    from govpublic_sdk.models.settings import PublicSettings as PublicSettings
    from govpublic_sdk.models.settings import Tag as Tag
    from govpublic_sdk.models.settings import TokenPermission as TokenPermission
    from govpublic_sdk.models.settings import TokenPermissions as TokenPermissions
    from govpublic_sdk.models.short_links import CheckedLink as CheckedLink
    from govpublic_sdk.models.short_links import LinkCity as LinkCity
    from govpublic_sdk.models.short_links import LinkCountry as LinkCountry
    from govpublic_sdk.models.short_links import LinkSexAge as LinkSexAge
    from govpublic_sdk.models.short_links import LinkStatistics as LinkStatistics
    from govpublic_sdk.models.short_links import LinkStatisticsPeriod as LinkStatisticsPeriod
    from govpublic_sdk.models.short_links import ResolvedName as ResolvedName
    from govpublic_sdk.models.short_links import ShortenedLink as ShortenedLink
    from govpublic_sdk.models.short_links import ShortLink as ShortLink
    from govpublic_sdk.models.statistics import Activity as Activity
    from govpublic_sdk.models.statistics import CityReach as CityReach
    from govpublic_sdk.models.statistics import CountryReach as CountryReach
    from govpublic_sdk.models.statistics import PeriodStatistics as PeriodStatistics
    from govpublic_sdk.models.statistics import PostReach as PostReach
    from govpublic_sdk.models.statistics import Reach as Reach
    from govpublic_sdk.models.statistics import SexAge as SexAge
    from govpublic_sdk.models.statistics import Visitors as Visitors
    from govpublic_sdk.models.topics import Topic as Topic
    from govpublic_sdk.models.topics import TopicComment as TopicComment
    from govpublic_sdk.models.uploads import SavedAvatar as SavedAvatar
    from govpublic_sdk.models.uploads import SavedCover as SavedCover
    from govpublic_sdk.models.uploads import SavedDocument as SavedDocument
    from govpublic_sdk.models.uploads import Uploaded as Uploaded
    from govpublic_sdk.models.uploads import UploadServer as UploadServer
    from govpublic_sdk.models.uploads import VideoUpload as VideoUpload
    from govpublic_sdk.models.users import Career as Career
    from govpublic_sdk.models.users import LastSeen as LastSeen
    from govpublic_sdk.models.users import Military as Military
    from govpublic_sdk.models.users import Occupation as Occupation
    from govpublic_sdk.models.users import OnlineInfo as OnlineInfo
    from govpublic_sdk.models.users import Personal as Personal
    from govpublic_sdk.models.users import Relative as Relative
    from govpublic_sdk.models.users import School as School
    from govpublic_sdk.models.users import University as University
    from govpublic_sdk.models.users import User as User
    from govpublic_sdk.models.users import UserCounters as UserCounters
    from govpublic_sdk.models.videos import Video as Video
    from govpublic_sdk.models.videos import VideoImage as VideoImage
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        names={
            "models.answers": (
                "CreatedComment EditedVideo LikesCount LikeState ParsedLink "
                "PublishedPost Reposted VoterIds Voters VotersWithFields VoterUsers"
            ),
            "models.appeals": (
                "Appeal AppealAnswer AppealAttachment AppealEvent AppealId AppealPlace "
                "Applicant Category Level RelatedAppeal Responsible"
            ),
            "models.attachments": (
                "Attachment Audio Graffiti Link LinkButton LinkRating PostedPhoto"
            ),
            "models.base": "Model",
            "models.comments": "Comment PostComments Thread",
            "models.common": (
                "Count Cover GradientPoint Image Likes Named Place PostLikes Reposts "
                "Sticker StickerAnimation"
            ),
            "models.conversations": (
                "CanWrite Chat ChatPhoto ChatSettings Conversation ConversationMember "
                "ConversationPeer ConversationWithMessage OutReadBy"
            ),
            "models.deadlines": "Deadline",
            "models.documents": (
                "AudioMessage Document DocumentGraffiti DocumentPreview "
                "DocumentPreviewPhoto DocumentPreviewVideo"
            ),
            "models.events.comments": (
                "BoardPostDelete BoardPostEdit BoardPostNew BoardPostRestore "
                "DeletedComment DeletedTopicComment MarketComment MarketCommentDelete "
                "MarketCommentEdit MarketCommentNew MarketCommentRestore PhotoComment "
                "PhotoCommentDelete PhotoCommentEdit PhotoCommentNew "
                "PhotoCommentRestore VideoComment VideoCommentDelete VideoCommentEdit "
                "VideoCommentNew VideoCommentRestore WallReplyDelete WallReplyEdit "
                "WallReplyNew WallReplyRestore"
            ),
            "models.events.community": (
                "GroupChangePhoto GroupChangePhotoObject GroupChangeSettings "
                "GroupChangeSettingsObject GroupJoin GroupJoinObject GroupLeave "
                "GroupLeaveObject GroupOfficersEdit GroupOfficersEditObject "
                "SettingChange UserBlock UserBlockObject UserUnblock UserUnblockObject"
            ),
            "models.events.event": "Confirmation Event UnknownEvent",
            "models.events.messages": (
                "MessageAllow MessageAllowObject MessageDeny MessageDenyObject "
                "MessageEdit MessageEvent MessageEventObject MessageNew "
                "MessageNewObject MessageReactionEvent MessageReactionObject "
                "MessageRead MessageReadObject MessageReply MessagesEdit "
                "MessageTypingState MessageTypingStateObject"
            ),
            "models.events.publishing": (
                "AudioNew LikeAdd LikeObject LikeRemove PhotoNew PollVoteNew "
                "PollVoteObject ScheduledPost VideoNew WallPostNew WallRepost "
                "WallSchedulePostDelete WallSchedulePostNew"
            ),
            "models.events.services": (
                "AppPayload AppPayloadObject DonutMoneyWithdraw DonutMoneyWithdrawError "
                "DonutMoneyWithdrawErrorObject DonutMoneyWithdrawObject DonutPayment "
                "DonutPriceChange DonutSubscriber DonutSubscriptionCancelled "
                "DonutSubscriptionCreate DonutSubscriptionExpired "
                "DonutSubscriptionPriceChanged DonutSubscriptionProlonged Lead "
                "LeadAnswer LeadFormsNew MarketOrder MarketOrderEdit MarketOrderNew "
                "VkpayTransaction VkpayTransactionObject"
            ),
            "models.keyboards": "ButtonAction Keyboard KeyboardButton",
            "models.members": "BanDetails BannedItem Manager Membership",
            "models.message_answers": (
                "AttachmentInHistory ChangedChat CreatedChat DeletedConversation "
                "DeletedMessage ImportantMessages InviteLink LongPollHistory "
                "MessageError MessageList MessageReactions MessagesAllowed "
                "PersonalLongPollServer ReactedPeer ReactedPeers SentMessage"
            ),
            "models.messages": (
                "ClientInfo Message MessageAction MessageActionPhoto MessageAttachment "
                "MessageReaction"
            ),
            "models.open311": (
                "CreatedRequest CreatedUpdate Discovery DiscoveryEndpoint "
                "RequestLogEntry RequestNote ServiceAttribute ServiceDefinition "
                "ServiceRequest ServiceRequestUpdate ServiceType ServiceValue"
            ),
            "models.photos": (
                "Crop CropPhoto CropRectangle Photo PhotoAlbum PhotoAlbumFull PhotoImage PhotoSize"
            ),
            "models.polls": "Poll PollAnswer PollBackground PollFriend",
            "models.pos": (
                "PosAddress PosAppeal PosApplicant PosFile PosPage PosPerson PosUpdated"
            ),
            "models.posts": ("Coordinates Geo Post PostCopyright PostDonut PostSource PostViews"),
            "models.private": "REVEALED Private",
            "models.publics": (
                "Address BanInfo Menu MenuImage MenuItem OnlineStatus OpeningHours "
                "Public PublicAddresses PublicContact PublicCounters PublicLink "
                "PublicPhotoSize Timetable"
            ),
            "models.reactions": ("Like Reaction ReactionAsset ReactionCount Reactions ReactionSet"),
            "models.settings": (
                "CallbackServer CatalogInfo ConfirmationCode EventSettings "
                "LongPollServer PublicSettings Tag TokenPermission TokenPermissions"
            ),
            "models.short_links": (
                "CheckedLink LinkCity LinkCountry LinkSexAge LinkStatistics "
                "LinkStatisticsPeriod ResolvedName ShortenedLink ShortLink"
            ),
            "models.statistics": (
                "Activity CityReach CountryReach PeriodStatistics PostReach Reach SexAge Visitors"
            ),
            "models.topics": "Topic TopicComment",
            "models.uploads": (
                "SavedAvatar SavedCover SavedDocument Uploaded UploadServer VideoUpload"
            ),
            "models.users": (
                "Career LastSeen Military Occupation OnlineInfo Personal Relative "
                "School University User UserCounters"
            ),
            "models.videos": "Video VideoImage",
        },
    )
