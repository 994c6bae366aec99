"""Facts on VK's 566 methods: token kinds, safety, packing, largest page. A table, no behaviour.

Names and kinds are those of the official schema (https://github.com/VKCOM/vk-api-schema, 5.199);
safety was decided method by method: what does a second sending change?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from govpublic_sdk._core.calls import Safety

__all__ = [
    "MethodFacts",
    "method_facts",
    "method_names",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodFacts:
    """What is known about a method.

    Attributes:
        name: VK's name, such as `wall.get`.
        kinds: Kinds of token that the schema names: U user, G community, S service. A hint.
        safety: What a repetition means; `unsafe` for an unknown method.
        packable: Whether it may be called inside of `execute`.
        max_count: The largest page or list that it takes, where known.
        known: Whether the table contains the method.
    """

    name: str
    kinds: str = "UGS"
    safety: Safety = "unsafe"
    packable: bool = False
    max_count: int | None = None
    known: bool = False


def method_facts(name: str) -> MethodFacts:
    """The facts on a method; an unknown one is unsafe and not packed."""
    return _table().get(name) or MethodFacts(name=name)


def method_names() -> tuple[str, ...]:
    """All methods of the table, sorted."""
    return tuple(sorted(_table()))


_SAFETY: dict[str, Safety] = {"r": "read", "i": "idempotent", "k": "keyed", "u": "unsafe"}
_ENTRY = re.compile(r"(\w+):([UGSO]*)([rkiu])(-?)(\d*)")


@cache
def _table() -> dict[str, MethodFacts]:
    table: dict[str, MethodFacts] = {}
    section = ""
    for word in _METHODS.split():
        entry = _ENTRY.fullmatch(word)
        if entry is None:
            section = "" if word == "*" else f"{word}."
            continue
        name, kinds, safety, alone, count = entry.groups()
        table[section + name] = MethodFacts(
            name=section + name,
            kinds=kinds,
            safety=_SAFETY[safety],
            packable=not alone,
            max_count=int(count) if count else None,
            known=True,
        )
    return table


# section, then method:kinds, safety (r i k u), - where it is not packed, largest page
_METHODS = """
account ban:Ui changePassword:Uu getActiveOffers:Ur100 getAppPermissions:Ur getBanned:Ur200
  getCounters:Ur getInfo:Ur getProfileInfo:Ur getPushSettings:Ur registerDevice:Ui
  saveProfileInfo:Ui setInfo:Ui setOffline:Ui setOnline:Uu setPushSettings:Ui setSilenceMode:Ui
  unban:Ui unregisterDevice:Ui
ads addOfficeUsers:Uu checkLink:Ur createAds:Uu createCampaigns:Uu createClients:Uu
  createLookalikeRequest:Uu createTargetGroup:Uu createTargetPixel:Uu deleteAds:Ui
  deleteCampaigns:Ui deleteClients:Ui deleteTargetGroup:Ui deleteTargetPixel:Ui getAccounts:Ur
  getAds:Ur getAdsLayout:Ur getAdsTargeting:Ur getBudget:Ur getCampaigns:Ur getCategories:Ur
  getClients:Ur getDemographics:Ur getFloodStats:Ur getLookalikeRequests:Ur getMusicians:Ur
  getMusiciansByIds:Ur200 getOfficeUsers:Ur getPostsReach:Ur getRejectionReason:Ur
  getStatistics:Ur getSuggestions:Ur getTargetGroups:Ur getTargetPixels:Ur getTargetingStats:Ur
  getUploadURL:Ur getVideoUploadURL:Ur importTargetContacts:Uu removeOfficeUsers:Ui
  removeTargetContacts:Ui saveLookalikeRequestResult:Uu shareTargetGroup:Uu updateAds:Ui
  updateCampaigns:Ui updateClients:Ui updateOfficeUsers:Ui updateTargetGroup:Ui
  updateTargetPixel:Ui
appWidgets getAppImageUploadServer:Sr getAppImages:UGSr100 getGroupImageUploadServer:Gr
  getGroupImages:Gr100 getImagesById:UGSr100 saveAppImage:Su saveGroupImage:Gu update:Gi
apps addSnippet:Su addUsersToTestingGroup:Su- deleteAppRequests:Ui deleteSnippet:Si get:USr100
  getCatalog:USr getFriendsList:Ur5000 getLeaderboard:Ur getMiniAppPolicies:Ur getScopes:Ur
  getScore:Ur getSnippets:Sr getTestingGroups:Sr isNotificationsAllowed:USr
  promoHasActiveGift:USr- promoUseGift:USu- removeTestingGroup:Si-
  removeUsersFromTestingGroups:Si- sendRequest:Uu updateMetaForTestingGroup:Si
auth restore:USOi
board addTopic:Uu closeTopic:Ui createComment:Uu deleteComment:UGi deleteTopic:Ui editComment:Ui
  editTopic:Ui fixTopic:Ui getComments:USr100 getTopics:USr100 openTopic:Ui restoreComment:UGi
  unfixTopic:Ui
bugtracker addCompanyGroupsMembers:u1000 addCompanyMembers:u1000 changeBugreportStatus:u-
  createComment:u getBugreportById:r getCompanyGroupMembers:r100 getCompanyMembers:r100
  getDownloadVersionUrl:r getProductBuildUploadServer:r removeCompanyGroupMember:i
  removeCompanyMember:i saveProductVersion:u setCompanyMemberRole:i setProductIsOver:i
calls forceFinish:Ui start:Uu
database getChairs:USr10000 getCities:Ur1000 getCitiesById:USr1000 getCountries:Ur1000
  getCountriesById:USr1000 getFaculties:USr10000 getMetroStations:USr500
  getMetroStationsById:USr30 getRegions:USr1000 getSchoolClasses:USr getSchools:USr10000
  getUniversities:USr10000
docs add:Uu delete:Ui edit:Ui get:Ur getById:UGr getMessagesUploadServer:UGr getTypes:Ur
  getUploadServer:Ur getWallUploadServer:UGr restore:Ui save:UGu- search:UGr
donut getFriends:Ur100 getSubscription:Ur getSubscriptions:Ur100 isDon:Ur-
downloadedGames getPaidStatus:Ur
* execute:UGu-25
fave addArticle:Ui addLink:Ui addPage:Ui addPost:Ui addProduct:Ui addTag:Uu addVideo:Ui
  editTag:Ui get:Ur100 getPages:Ur500 getTags:Ur markSeen:Ui- removeArticle:Ui- removeLink:Ui
  removePage:Ui removePost:Ui removeProduct:Ui removeTag:Ui removeVideo:Ui reorderTags:Ui
  setPageTags:Ui setTags:Ui trackPageInteraction:Uu
friends add:Ui addList:Uu areFriends:Ur1000 delete:Ui deleteAllRequests:Ui deleteList:Ui edit:Ui
  editList:Ui get:USr getAppUsers:Ur getLists:Ur getMutual:Ur getOnline:Ur getRecent:Ur1000
  getRequests:Ur1000 getSuggestions:Ur100 search:Ur1000
gifts get:Ur
groups addAddress:UGu addCallbackServer:UGu10 addLink:Uu approveRequest:Ui ban:Ui create:Uu
  deleteAddress:UGi deleteCallbackServer:UGi deleteLink:Ui disableOnline:UGi edit:UGi
  editAddress:UGi editCallbackServer:UGi editLink:Ui editManager:Ui enableOnline:UGi get:USr1000
  getAddresses:USr getBanned:UGr200 getById:UGSr500 getCallbackConfirmationCode:UGr
  getCallbackServers:UGr getCallbackSettings:UGr getCatalogInfo:Ur getInvitedUsers:Ur
  getInvites:Ur getLongPollServer:UGr getLongPollSettings:UGr getMembers:UGSr1000
  getOnlineStatus:UGr getRequests:Ur200 getSettings:Ur getTagList:UGr getTokenPermissions:Gr
  invite:Uu isMember:UGSr- join:Ui leave:Ui removeUser:Ui reorderLink:Ui search:Ur1000
  setCallbackSettings:UGi setLongPollSettings:UGi setSettings:UGi setUserNote:UGi- tagAdd:UGu-
  tagBind:UGi- tagDelete:UGi- tagUpdate:UGi- toggleMarket:Ui unban:Ui
leadForms create:Uu delete:Ui get:Ur getLeads:Ur getUploadURL:Ur list:Ur update:Ui
likes add:Ui delete:Ui getList:USr1000 isLiked:Ur
market add:Uu4 addAlbum:Uu addProperty:Uu addPropertyVariant:Uu addToAlbum:Uu createComment:Uu
  delete:Ui deleteAlbum:Ui deleteComment:Ui- deleteProperty:Ui deletePropertyVariant:Ui edit:Ui4
  editAlbum:Ui editComment:Ui editOrder:UGi editProperty:Ui editPropertyVariant:Ui
  filterCategories:Ur1000 get:Ur200 getAlbumById:Ur getAlbums:Ur100 getById:Ur100
  getCategories:Ur getComments:Ur100 getGroupOrders:UGr50 getOrderById:UGr getOrderItems:UGr
  getOrders:Ur10 getProductPhotoUploadServer:Ur getProperties:Ur groupItems:Uu
  removeFromAlbum:Ui reorderAlbums:Ui reorderItems:Ui report:Uu reportComment:Uu restore:Ui
  restoreComment:Ui- saveProductPhoto:Uu saveProductPhotoBulk:Uu search:Ur200 searchItems:Ur300
  searchItemsBasic:Ur300 ungroupItems:Uu
messages addChatUser:Uu addChatUsers:Uu allowMessagesFromGroup:Ui createChat:UGu delete:UGi1000
  deleteChatPhoto:UGi deleteConversation:UGi deleteReaction:UGi- denyMessagesFromGroup:Ui
  edit:UGi- editChat:UGi getByConversationMessageId:UGr100 getById:UGr100 getChat:Ur
  getChatPreview:Ur getConversationMembers:UGr1000 getConversations:UGr200
  getConversationsById:UGr100 getHistory:UGr200 getHistoryAttachments:UGr200
  getImportantMessages:UGr200 getIntentUsers:Gr200 getInviteLink:UGr getLastActivity:Ur
  getLongPollHistory:UGr getLongPollServer:UGr getMessagesReactions:UGr100 getReactedPeers:UGr
  getReactionsAssets:Ur isMessagesFromGroupAllowed:UGr joinChatByInviteLink:Uu
  markAsAnsweredConversation:UGi markAsImportant:Ui markAsImportantConversation:UGi
  markAsRead:UGi markReactionsAsRead:Ui-100 muteChatMentions:Ui pin:UGi removeChatUser:UGi
  restore:UGi search:UGr100 searchConversations:UGr255 send:UGk100 sendMessageEventAnswer:Gu
  sendReaction:UGu- setActivity:UGu setChatPhoto:UGu- unpin:UGi
newsfeed addBan:Ui- deleteBan:Ui deleteList:Ui get:Ur100 getBanned:Ur getComments:Ur100
  getLists:Ur getMentions:Ur50 getRecommended:Ur getSuggestedSources:Ur1000 ignoreItem:Ui
  saveList:Ui search:USr200 unignoreItem:Ui unsubscribe:Ui
notes add:Uu createComment:Uu delete:Ui deleteComment:Ui edit:Ui editComment:Ui get:Ur100
  getById:Ur getComments:Ur100 restoreComment:Ui
notifications get:Ur100 markAsViewed:Ui- sendMessage:Sk100
orders cancelSubscription:Si- changeState:Su get:Sr1000 getAmount:Ur getById:USr500
  getUserSubscriptionById:Sr getUserSubscriptions:Sr
pages clearCache:USi get:Ur getHistory:Ur getTitles:Ur getVersion:Ur parseWiki:Ur save:Uu
  saveAccess:Ui
photos confirmTag:Ui copy:Uu createAlbum:Uu createComment:Uu delete:Ui100 deleteAlbum:Ui
  deleteComment:Ui- edit:Ui editAlbum:Ui editComment:Ui get:USr1000 getAlbums:USr
  getAlbumsCount:Ur getAll:Ur200 getAllComments:Ur100 getById:USr500 getChatUploadServer:UGr
  getComments:Ur100 getMarketAlbumUploadServer:Ur getMessagesUploadServer:UGr getNewTags:Ur100
  getOwnerCoverPhotoUploadServer:UGr getOwnerPhotoUploadServer:Ur getTags:Ur getUploadServer:Ur
  getUserPhotos:Ur1000 getWallUploadServer:Ur makeCover:Ui move:Ui100 putTag:Uu removeTag:Ui
  reorderAlbums:Ui reorderPhotos:Ui report:Uu reportComment:Uu restore:Ui restoreComment:Ui-
  save:Uu-5 saveMarketAlbumPhoto:Uu- saveMessagesPhoto:UGu- saveOwnerCoverPhoto:UGu-
  saveOwnerPhoto:Uu- saveWallPhoto:Uu-1 search:USr1000
podcasts searchPodcast:UGr1000
polls addVote:Ui- create:Uu deleteVote:Ui- edit:Ui getBackgrounds:Ur getById:Ur
  getPhotoUploadServer:Ur getVoters:Ur1000 savePhoto:Uu-
prettyCards create:Uu delete:Ui edit:Ui get:Ur100 getById:Ur10 getUploadURL:Ur
search getHints:Ur
secure addAppEvent:Su checkToken:Sr getAppBalance:Sr getSMSHistory:Sr getTransactionsHistory:Sr
  getUserLevel:Sr giveEventSticker:Su sendNotification:Su sendSMSNotification:Su setCounter:Su-
stats get:Ur getPostReach:Ur30 trackVisitor:Ui
status get:Ur set:Ui
storage get:UGSr1000 getKeys:UGSr1000 set:UGSi
store addStickersToFavorite:Uu getFavoriteStickers:Ur getProducts:Ur getStickersKeywords:Ur
  removeStickersFromFavorite:Ui
stories banOwner:Ui200 delete:UGi100 get:UGr getBanned:Ur getById:UGr100 getDetailedStats:Ur
  getPhotoUploadServer:UGu getReplies:UGr getStats:UGr getVideoUploadServer:UGr getViewers:UGr
  hideAllReplies:UGi hideReply:UGi save:UGu- search:Ur1000 sendInteraction:Su unbanOwner:Ui200
streaming getServerUrl:Sr getStats:Sr getStem:Sr
translations translate:USr
users get:UGSr1000 getFollowers:USr1000 getSubscriptions:USr200 report:Uu search:Ur1000
utils checkLink:UGSr deleteFromLastShortened:Ui getLastShortenedLinks:Ur getLinkStats:UGSr
  getServerTime:UGSr getShortLink:UGSi resolveScreenName:UGSr
video add:Uu addAlbum:Uu addToAlbum:Uu createComment:Uu delete:Ui deleteAlbum:Ui
  deleteComment:Ui edit:Ui editAlbum:Ui editComment:Ui get:Ur200 getAlbumById:Ur getAlbums:Ur100
  getAlbumsByVideo:Ur getComments:Ur100 getLongPollServer:Ur getThumbUploadUrl:Ur
  liveGetCategories:Ur removeFromAlbum:Ui reorderAlbums:Ui reorderVideos:Ui report:Uu
  reportComment:Uu restore:Ui restoreComment:Ui- save:Uu saveUploadedThumb:Uu search:Ur200
  startStreaming:Uu stopStreaming:Uu unpinComment:Ui
wall checkCopyrightLink:Ur- closeComments:UGi- createComment:UGu delete:Ui deleteComment:Ui
  edit:Ui editAdsStealth:Uu editComment:Ui get:USr100 getById:USr100 getComment:Ur
  getComments:USr100 getReposts:USr1000 openComments:UGi- parseAttachedLink:Ur pin:Ui post:Uu
  postAdsStealth:Uu reportComment:Uu reportPost:Uu repost:Uu restore:Ui restoreComment:Ui
  search:USr100 unpin:Ui
widgets getComments:USr200 getPages:USr200
"""
