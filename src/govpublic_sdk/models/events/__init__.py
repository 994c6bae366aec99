"""Events of communities, a class for each type, https://dev.vk.com/ru/api/community-events.

Their names are `govpublic_sdk.models.MessageNew` and so on. Whence they come (Callback API, Long
Poll) is the business of `govpublic_sdk.events`.
"""
