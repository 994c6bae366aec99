"""Texts of errors of events: English template, Russian template."""

from __future__ import annotations

from typing import Final

__all__ = ["RUSSIAN"]

RUSSIAN: Final[dict[str, str]] = {
    "spaces at an end, or invisible characters": "пробелы с краю или невидимые символы",
    "{expected}, without spaces and newlines from a file or a copy": "{expected}, без пробелов и переводов строк из файла или копии",
    "the code alone": "только код",
    "the secret key of the server": "секретный ключ сервера",
    "The confirmation code is not known yet.": "Код подтверждения пока неизвестен.",
    "Try again.": "Повторите.",
    "the code, or a function that reads it": "код или функция, которая его читает",
    "communities by their positive ids": "сообщества по положительным id",
    "less than 3 hours": "меньше 3 часов",
    "settings, each with another secret": "настройки, у каждой свой секрет",
    "{count} settings of {group}": "настроек для {group}: {count}",
    "The response has no address, no key or no start.": "В ответе нет адреса, ключа или начала.",
    "This is not an event ({kind}).": "Это не событие ({kind}).",
    "VK has not confirmed the server at {host} within {seconds} s (status {status}).": "ВКонтакте не подтвердил сервер {host} за {seconds} с (состояние {status}).",
    "VK asked the server at {host} and did not get the right code.": "ВКонтакте обратился к серверу {host} и не получил верный код.",
    "Make sure that it can be reached from outside by https with a valid certificate, and that it answers a `confirmation` with HTTP 200 and only the code, which changes from time to time (client.events.confirmation).": "Убедитесь, что сервер доступен извне по https с действующим сертификатом и отвечает на `confirmation` кодом HTTP 200 и только кодом подтверждения, который время от времени меняется (client.events.confirmation).",
    "Remove one of the servers, with client.run(vk.groups.delete_callback_server(...)) or in the settings: {names}.": "Удалите один из серверов через client.run(vk.groups.delete_callback_server(...)) или в настройках: {names}.",
    "The callback server was removed meanwhile.": "Тем временем сервер удалили.",
    "The response has no code.": "В ответе нет кода.",
    "{min} to {max} characters, not only spaces": "символов: от {min} до {max}, не одни пробелы",
    "{min} to {max} characters": "символов: от {min} до {max}",
    "an https:// address": "адрес https://",
    "a number above 0, at most {max} seconds": "число больше 0, не больше {max} секунд",
    "at least one name of an event": "хотя бы одно имя события",
    "a list of names": "список имён",
    "names of events: {names}": "имена событий: {names}",
    "one or more numbers, none below 0": "одно или несколько чисел, не меньше 0",
}
