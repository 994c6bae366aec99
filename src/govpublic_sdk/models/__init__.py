"""What the services answer, as frozen and patient models, loaded when first used."""

from typing import TYPE_CHECKING

from govpublic_sdk._lazy import lazy

if TYPE_CHECKING:
    from govpublic_sdk.models.answers import (
        CreatedComment,
        EditedVideo,
        LikesCount,
        LikeState,
        ParsedLink,
        PublishedPost,
        Reposted,
        VoterIds,
        Voters,
        VotersWithFields,
        VoterUsers,
    )
    from govpublic_sdk.models.appeals import (
        Appeal,
        AppealAnswer,
        AppealAttachment,
        AppealEvent,
        AppealId,
        AppealPlace,
        Applicant,
        Category,
        Level,
        RelatedAppeal,
        Responsible,
    )
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
    from govpublic_sdk.models.conversations import (
        CanWrite,
        Chat,
        ChatPhoto,
        ChatSettings,
        Conversation,
        ConversationMember,
        ConversationPeer,
        ConversationWithMessage,
        OutReadBy,
    )
    from govpublic_sdk.models.deadlines import (
        Deadline,
    )
    from govpublic_sdk.models.documents import (
        AudioMessage,
        Document,
        DocumentGraffiti,
        DocumentPreview,
        DocumentPreviewPhoto,
        DocumentPreviewVideo,
    )
    from govpublic_sdk.models.events.comments import (
        BoardPostDelete,
        BoardPostEdit,
        BoardPostNew,
        BoardPostRestore,
        DeletedComment,
        DeletedTopicComment,
        MarketComment,
        MarketCommentDelete,
        MarketCommentEdit,
        MarketCommentNew,
        MarketCommentRestore,
        PhotoComment,
        PhotoCommentDelete,
        PhotoCommentEdit,
        PhotoCommentNew,
        PhotoCommentRestore,
        VideoComment,
        VideoCommentDelete,
        VideoCommentEdit,
        VideoCommentNew,
        VideoCommentRestore,
        WallReplyDelete,
        WallReplyEdit,
        WallReplyNew,
        WallReplyRestore,
    )
    from govpublic_sdk.models.events.community import (
        GroupChangePhoto,
        GroupChangePhotoObject,
        GroupChangeSettings,
        GroupChangeSettingsObject,
        GroupJoin,
        GroupJoinObject,
        GroupLeave,
        GroupLeaveObject,
        GroupOfficersEdit,
        GroupOfficersEditObject,
        SettingChange,
        UserBlock,
        UserBlockObject,
        UserUnblock,
        UserUnblockObject,
    )
    from govpublic_sdk.models.events.event import (
        Confirmation,
        Event,
        UnknownEvent,
    )
    from govpublic_sdk.models.events.messages import (
        MessageAllow,
        MessageAllowObject,
        MessageDeny,
        MessageDenyObject,
        MessageEdit,
        MessageEvent,
        MessageEventObject,
        MessageNew,
        MessageNewObject,
        MessageReactionEvent,
        MessageReactionObject,
        MessageRead,
        MessageReadObject,
        MessageReply,
        MessagesEdit,
        MessageTypingState,
        MessageTypingStateObject,
    )
    from govpublic_sdk.models.events.publishing import (
        AudioNew,
        LikeAdd,
        LikeObject,
        LikeRemove,
        PhotoNew,
        PollVoteNew,
        PollVoteObject,
        ScheduledPost,
        VideoNew,
        WallPostNew,
        WallRepost,
        WallSchedulePostDelete,
        WallSchedulePostNew,
    )
    from govpublic_sdk.models.events.services import (
        AppPayload,
        AppPayloadObject,
        DonutMoneyWithdraw,
        DonutMoneyWithdrawError,
        DonutMoneyWithdrawErrorObject,
        DonutMoneyWithdrawObject,
        DonutPayment,
        DonutPriceChange,
        DonutSubscriber,
        DonutSubscriptionCancelled,
        DonutSubscriptionCreate,
        DonutSubscriptionExpired,
        DonutSubscriptionPriceChanged,
        DonutSubscriptionProlonged,
        Lead,
        LeadAnswer,
        LeadFormsNew,
        MarketOrder,
        MarketOrderEdit,
        MarketOrderNew,
        VkpayTransaction,
        VkpayTransactionObject,
    )
    from govpublic_sdk.models.keyboards import (
        ButtonAction,
        Keyboard,
        KeyboardButton,
    )
    from govpublic_sdk.models.members import (
        BanDetails,
        BannedItem,
        Manager,
        Membership,
    )
    from govpublic_sdk.models.message_answers import (
        AttachmentInHistory,
        ChangedChat,
        CreatedChat,
        DeletedConversation,
        DeletedMessage,
        ImportantMessages,
        InviteLink,
        LongPollHistory,
        MessageError,
        MessageList,
        MessageReactions,
        MessagesAllowed,
        PersonalLongPollServer,
        ReactedPeer,
        ReactedPeers,
        SentMessage,
    )
    from govpublic_sdk.models.messages import (
        ClientInfo,
        Message,
        MessageAction,
        MessageActionPhoto,
        MessageAttachment,
        MessageReaction,
    )
    from govpublic_sdk.models.open311 import (
        CreatedRequest,
        CreatedUpdate,
        Discovery,
        DiscoveryEndpoint,
        RequestLogEntry,
        RequestNote,
        ServiceAttribute,
        ServiceDefinition,
        ServiceRequest,
        ServiceRequestUpdate,
        ServiceType,
        ServiceValue,
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
    from govpublic_sdk.models.pos import (
        PosAddress,
        PosAppeal,
        PosApplicant,
        PosFile,
        PosPage,
        PosPerson,
        PosUpdated,
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
    from govpublic_sdk.models.private import (
        REVEALED,
        Private,
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
    from govpublic_sdk.models.reactions import (
        Like,
        Reaction,
        ReactionAsset,
        ReactionCount,
        Reactions,
        ReactionSet,
    )
    from govpublic_sdk.models.settings import (
        CallbackServer,
        CatalogInfo,
        ConfirmationCode,
        EventSettings,
        LongPollServer,
        PublicSettings,
        Tag,
        TokenPermission,
        TokenPermissions,
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
    from govpublic_sdk.models.uploads import (
        SavedAvatar,
        SavedCover,
        SavedDocument,
        Uploaded,
        UploadServer,
        VideoUpload,
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
else:
    __getattr__, __dir__ = lazy(
        __name__,
        names={
            "models.answers": (
                "CreatedComment EditedVideo LikesCount LikeState ParsedLink PublishedPost "
                "Reposted VoterIds Voters VotersWithFields VoterUsers"
            ),
            "models.appeals": (
                "Appeal AppealAnswer AppealAttachment AppealEvent AppealId AppealPlace Applicant "
                "Category Level RelatedAppeal Responsible"
            ),
            "models.attachments": (
                "Attachment Audio Graffiti Link LinkButton LinkRating PostedPhoto"
            ),
            "models.base": "Model",
            "models.comments": "Comment PostComments Thread",
            "models.common": (
                "Count Cover GradientPoint Image Likes Named Place PostLikes Reposts Sticker "
                "StickerAnimation"
            ),
            "models.conversations": (
                "CanWrite Chat ChatPhoto ChatSettings Conversation ConversationMember "
                "ConversationPeer ConversationWithMessage OutReadBy"
            ),
            "models.deadlines": "Deadline",
            "models.documents": (
                "AudioMessage Document DocumentGraffiti DocumentPreview DocumentPreviewPhoto "
                "DocumentPreviewVideo"
            ),
            "models.events.comments": (
                "BoardPostDelete BoardPostEdit BoardPostNew BoardPostRestore DeletedComment "
                "DeletedTopicComment MarketComment MarketCommentDelete MarketCommentEdit "
                "MarketCommentNew MarketCommentRestore PhotoComment PhotoCommentDelete "
                "PhotoCommentEdit PhotoCommentNew PhotoCommentRestore VideoComment "
                "VideoCommentDelete VideoCommentEdit VideoCommentNew VideoCommentRestore "
                "WallReplyDelete WallReplyEdit WallReplyNew WallReplyRestore"
            ),
            "models.events.community": (
                "GroupChangePhoto GroupChangePhotoObject GroupChangeSettings "
                "GroupChangeSettingsObject GroupJoin GroupJoinObject GroupLeave GroupLeaveObject "
                "GroupOfficersEdit GroupOfficersEditObject SettingChange UserBlock "
                "UserBlockObject UserUnblock UserUnblockObject"
            ),
            "models.events.event": "Confirmation Event UnknownEvent",
            "models.events.messages": (
                "MessageAllow MessageAllowObject MessageDeny MessageDenyObject MessageEdit "
                "MessageEvent MessageEventObject MessageNew MessageNewObject MessageReactionEvent "
                "MessageReactionObject MessageRead MessageReadObject MessageReply MessagesEdit "
                "MessageTypingState MessageTypingStateObject"
            ),
            "models.events.publishing": (
                "AudioNew LikeAdd LikeObject LikeRemove PhotoNew PollVoteNew PollVoteObject "
                "ScheduledPost VideoNew WallPostNew WallRepost WallSchedulePostDelete "
                "WallSchedulePostNew"
            ),
            "models.events.services": (
                "AppPayload AppPayloadObject DonutMoneyWithdraw DonutMoneyWithdrawError "
                "DonutMoneyWithdrawErrorObject DonutMoneyWithdrawObject DonutPayment "
                "DonutPriceChange DonutSubscriber DonutSubscriptionCancelled "
                "DonutSubscriptionCreate DonutSubscriptionExpired DonutSubscriptionPriceChanged "
                "DonutSubscriptionProlonged Lead LeadAnswer LeadFormsNew MarketOrder "
                "MarketOrderEdit MarketOrderNew VkpayTransaction VkpayTransactionObject"
            ),
            "models.keyboards": "ButtonAction Keyboard KeyboardButton",
            "models.members": "BanDetails BannedItem Manager Membership",
            "models.message_answers": (
                "AttachmentInHistory ChangedChat CreatedChat DeletedConversation DeletedMessage "
                "ImportantMessages InviteLink LongPollHistory MessageError MessageList "
                "MessageReactions MessagesAllowed PersonalLongPollServer ReactedPeer ReactedPeers "
                "SentMessage"
            ),
            "models.messages": (
                "ClientInfo Message MessageAction MessageActionPhoto MessageAttachment "
                "MessageReaction"
            ),
            "models.open311": (
                "CreatedRequest CreatedUpdate Discovery DiscoveryEndpoint RequestLogEntry "
                "RequestNote ServiceAttribute ServiceDefinition ServiceRequest "
                "ServiceRequestUpdate ServiceType ServiceValue"
            ),
            "models.photos": "Crop CropPhoto CropRectangle Photo PhotoAlbum PhotoImage PhotoSize",
            "models.polls": "Poll PollAnswer PollBackground PollFriend",
            "models.pos": "PosAddress PosAppeal PosApplicant PosFile PosPage PosPerson PosUpdated",
            "models.posts": "Coordinates Geo Post PostCopyright PostDonut PostSource PostViews",
            "models.private": "REVEALED Private",
            "models.publics": (
                "Address BanInfo Menu MenuImage MenuItem OnlineStatus OpeningHours Public "
                "PublicAddresses PublicContact PublicCounters PublicLink PublicPhotoSize "
                "Timetable"
            ),
            "models.reactions": "Like Reaction ReactionAsset ReactionCount ReactionSet Reactions",
            "models.settings": (
                "CallbackServer CatalogInfo ConfirmationCode EventSettings LongPollServer "
                "PublicSettings Tag TokenPermission TokenPermissions"
            ),
            "models.short_links": (
                "CheckedLink LinkCity LinkCountry LinkSexAge LinkStatistics LinkStatisticsPeriod "
                "ResolvedName ShortenedLink ShortLink"
            ),
            "models.statistics": (
                "Activity CityReach CountryReach PeriodStatistics PostReach Reach SexAge Visitors"
            ),
            "models.topics": "Topic TopicComment",
            "models.uploads": (
                "SavedAvatar SavedCover SavedDocument Uploaded UploadServer VideoUpload"
            ),
            "models.users": (
                "Career LastSeen Military Occupation OnlineInfo Personal Relative School "
                "University User UserCounters"
            ),
            "models.videos": "Video VideoImage",
        },
    )

__all__ = [
    "REVEALED",
    "Activity",
    "Address",
    "AppPayload",
    "AppPayloadObject",
    "Appeal",
    "AppealAnswer",
    "AppealAttachment",
    "AppealEvent",
    "AppealId",
    "AppealPlace",
    "Applicant",
    "Attachment",
    "AttachmentInHistory",
    "Audio",
    "AudioMessage",
    "AudioNew",
    "BanDetails",
    "BanInfo",
    "BannedItem",
    "BoardPostDelete",
    "BoardPostEdit",
    "BoardPostNew",
    "BoardPostRestore",
    "ButtonAction",
    "CallbackServer",
    "CanWrite",
    "Career",
    "CatalogInfo",
    "Category",
    "ChangedChat",
    "Chat",
    "ChatPhoto",
    "ChatSettings",
    "CheckedLink",
    "CityReach",
    "ClientInfo",
    "Comment",
    "Confirmation",
    "ConfirmationCode",
    "Conversation",
    "ConversationMember",
    "ConversationPeer",
    "ConversationWithMessage",
    "Coordinates",
    "Count",
    "CountryReach",
    "Cover",
    "CreatedChat",
    "CreatedComment",
    "CreatedRequest",
    "CreatedUpdate",
    "Crop",
    "CropPhoto",
    "CropRectangle",
    "Deadline",
    "DeletedComment",
    "DeletedConversation",
    "DeletedMessage",
    "DeletedTopicComment",
    "Discovery",
    "DiscoveryEndpoint",
    "Document",
    "DocumentGraffiti",
    "DocumentPreview",
    "DocumentPreviewPhoto",
    "DocumentPreviewVideo",
    "DonutMoneyWithdraw",
    "DonutMoneyWithdrawError",
    "DonutMoneyWithdrawErrorObject",
    "DonutMoneyWithdrawObject",
    "DonutPayment",
    "DonutPriceChange",
    "DonutSubscriber",
    "DonutSubscriptionCancelled",
    "DonutSubscriptionCreate",
    "DonutSubscriptionExpired",
    "DonutSubscriptionPriceChanged",
    "DonutSubscriptionProlonged",
    "EditedVideo",
    "Event",
    "EventSettings",
    "Geo",
    "GradientPoint",
    "Graffiti",
    "GroupChangePhoto",
    "GroupChangePhotoObject",
    "GroupChangeSettings",
    "GroupChangeSettingsObject",
    "GroupJoin",
    "GroupJoinObject",
    "GroupLeave",
    "GroupLeaveObject",
    "GroupOfficersEdit",
    "GroupOfficersEditObject",
    "Image",
    "ImportantMessages",
    "InviteLink",
    "Keyboard",
    "KeyboardButton",
    "LastSeen",
    "Lead",
    "LeadAnswer",
    "LeadFormsNew",
    "Level",
    "Like",
    "LikeAdd",
    "LikeObject",
    "LikeRemove",
    "LikeState",
    "Likes",
    "LikesCount",
    "Link",
    "LinkButton",
    "LinkCity",
    "LinkCountry",
    "LinkRating",
    "LinkSexAge",
    "LinkStatistics",
    "LinkStatisticsPeriod",
    "LongPollHistory",
    "LongPollServer",
    "Manager",
    "MarketComment",
    "MarketCommentDelete",
    "MarketCommentEdit",
    "MarketCommentNew",
    "MarketCommentRestore",
    "MarketOrder",
    "MarketOrderEdit",
    "MarketOrderNew",
    "Membership",
    "Menu",
    "MenuImage",
    "MenuItem",
    "Message",
    "MessageAction",
    "MessageActionPhoto",
    "MessageAllow",
    "MessageAllowObject",
    "MessageAttachment",
    "MessageDeny",
    "MessageDenyObject",
    "MessageEdit",
    "MessageError",
    "MessageEvent",
    "MessageEventObject",
    "MessageList",
    "MessageNew",
    "MessageNewObject",
    "MessageReaction",
    "MessageReactionEvent",
    "MessageReactionObject",
    "MessageReactions",
    "MessageRead",
    "MessageReadObject",
    "MessageReply",
    "MessageTypingState",
    "MessageTypingStateObject",
    "MessagesAllowed",
    "MessagesEdit",
    "Military",
    "Model",
    "Named",
    "Occupation",
    "OnlineInfo",
    "OnlineStatus",
    "OpeningHours",
    "OutReadBy",
    "ParsedLink",
    "PeriodStatistics",
    "Personal",
    "PersonalLongPollServer",
    "Photo",
    "PhotoAlbum",
    "PhotoComment",
    "PhotoCommentDelete",
    "PhotoCommentEdit",
    "PhotoCommentNew",
    "PhotoCommentRestore",
    "PhotoImage",
    "PhotoNew",
    "PhotoSize",
    "Place",
    "Poll",
    "PollAnswer",
    "PollBackground",
    "PollFriend",
    "PollVoteNew",
    "PollVoteObject",
    "PosAddress",
    "PosAppeal",
    "PosApplicant",
    "PosFile",
    "PosPage",
    "PosPerson",
    "PosUpdated",
    "Post",
    "PostComments",
    "PostCopyright",
    "PostDonut",
    "PostLikes",
    "PostReach",
    "PostSource",
    "PostViews",
    "PostedPhoto",
    "Private",
    "Public",
    "PublicAddresses",
    "PublicContact",
    "PublicCounters",
    "PublicLink",
    "PublicPhotoSize",
    "PublicSettings",
    "PublishedPost",
    "Reach",
    "ReactedPeer",
    "ReactedPeers",
    "Reaction",
    "ReactionAsset",
    "ReactionCount",
    "ReactionSet",
    "Reactions",
    "RelatedAppeal",
    "Relative",
    "Reposted",
    "Reposts",
    "RequestLogEntry",
    "RequestNote",
    "ResolvedName",
    "Responsible",
    "SavedAvatar",
    "SavedCover",
    "SavedDocument",
    "ScheduledPost",
    "School",
    "SentMessage",
    "ServiceAttribute",
    "ServiceDefinition",
    "ServiceRequest",
    "ServiceRequestUpdate",
    "ServiceType",
    "ServiceValue",
    "SettingChange",
    "SexAge",
    "ShortLink",
    "ShortenedLink",
    "Sticker",
    "StickerAnimation",
    "Tag",
    "Thread",
    "Timetable",
    "TokenPermission",
    "TokenPermissions",
    "Topic",
    "TopicComment",
    "University",
    "UnknownEvent",
    "UploadServer",
    "Uploaded",
    "User",
    "UserBlock",
    "UserBlockObject",
    "UserCounters",
    "UserUnblock",
    "UserUnblockObject",
    "Video",
    "VideoComment",
    "VideoCommentDelete",
    "VideoCommentEdit",
    "VideoCommentNew",
    "VideoCommentRestore",
    "VideoImage",
    "VideoNew",
    "VideoUpload",
    "Visitors",
    "VkpayTransaction",
    "VkpayTransactionObject",
    "VoterIds",
    "VoterUsers",
    "Voters",
    "VotersWithFields",
    "WallPostNew",
    "WallReplyDelete",
    "WallReplyEdit",
    "WallReplyNew",
    "WallReplyRestore",
    "WallRepost",
    "WallSchedulePostDelete",
    "WallSchedulePostNew",
]
