"""Sessions of other VK libraries that ask a served sandbox."""

import requests
import vk_api
from requests.adapters import HTTPAdapter
from vkbottle import API


class Rehosted(HTTPAdapter):
    """Sends what is meant for VK to another address."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *args, **kwargs) -> requests.Response:
        request.url = request.url.replace("https://api.vk.ru/method/", self._url)
        return super().send(request, *args, **kwargs)


def vk_session(url: str, token: str) -> vk_api.VkApi:
    session = vk_api.VkApi(token=token)
    session.http.mount("https://api.vk.ru/", Rehosted(url))
    session.RPS_DELAY = 0
    return session


def vkbottle_api(url: str, token: str) -> API:
    api = API(token)
    api.API_URL = url
    return api
