"""What is said about lines of a registry, in words; nothing is decided here."""

from __future__ import annotations

from typing import Final

from govpublic_sdk._core.text import Wording

LONG: Final = Wording(
    "в ячейке {length} знаков: это не адрес", "the cell has {length} characters: that is no address"
)
NO_ADDRESS: Final = Wording(
    "адреса сообщества VK здесь нет; ссылка, спрятанная за словом, не видна: вставьте её текстом",
    "no address of a VK community stands here; a link behind a word is not seen: paste it as text",
)
SITE: Final = Wording(
    "похоже на адрес сайта, а не сообщества VK; если это короткое имя, допишите vk.com/",
    "reads like the address of a site, not of a VK community; put vk.com/ before a screen name",
)
OTHER_NETWORK: Final = Wording(
    "другая сеть: {network}; читаются только сообщества VK",
    "another network: {network}; only communities of VK are read",
)
PERSON: Final = Wording(
    "личная страница человека, а не сообщество", "the page of a person, not of a community"
)
SERVICE: Final = Wording(
    "служебная страница VK, а не сообщество: {page}",
    "a page of VK itself, not of a community: {page}",
)
APP: Final = Wording("мини-приложение VK, а не сообщество", "a mini app of VK, not a community")
NO_PAGE: Final = Wording("адрес обрывается после vk.com", "the address ends after vk.com")
NO_NUMBER: Final = Wording(
    "номер сообщества не указан: {page}", "the number of the community is missing: {page}"
)
WORD: Final = Wording(
    "слово «{word}» — не адрес сообщества; ссылка, спрятанная за словом, не видна",
    "the word '{word}' is not an address; a link behind a word is not seen",
)
SPACE: Final = Wording(
    "пробел внутри адреса: непонятно, где кончается имя",
    "a space within the address: it is not clear where the name ends",
)
SEVERAL_WORDS: Final = Wording(
    "несколько слов: непонятно, какое из них имя сообщества",
    "several words: it is not clear which of them is the community's name",
)
CYRILLIC: Final = Wording(
    "русские буквы в имени сообщества: замену нельзя угадать",
    "Cyrillic letters in the community's name: what they stand for cannot be guessed",
)
NUMBER: Final = Wording(
    "такого номера у сообществ VK не бывает", "communities of VK have no such number"
)
NAME: Final = Wording(
    "такого имени у сообществ VK не бывает", "communities of VK have no such name"
)
NOBODY: Final = Wording(
    "в строке нет ни адреса, ни организации", "the line names neither a page nor a body"
)
TOTAL: Final = Wording("строка итогов", "a line of totals")

SECTION: Final = Wording(
    "заполнена одна ячейка, без номера, ОГРН и адреса: похоже на заголовок раздела или подпись",
    "one cell alone, without number, ОГРН or address: perhaps a section header or a signature",
)
PERHAPS: Final = Wording(
    "столбцы называют сообщество по-разному, одно ли это, знает только VK; не взято: {rest}",
    "columns name it in different ways, only VK knows whether it is one; not taken: {rest}",
)
ALIKE: Final = Wording(
    "русские буквы, похожие на латинские, заменены: {page}",
    "Cyrillic letters that look Latin were replaced: {page}",
)
SIGNS: Final = Wording(
    "лишние знаки внутри убраны: {page}", "stray characters within were removed: {page}"
)
SLIP: Final = Wording(
    "похоже на опечатку в «club», «public» или «event»; прочитано как имя: {page}",
    "looks like a slip in 'club', 'public' or 'event'; read as a name: {page}",
)
AWAY: Final = Wording(
    "адрес ведёт через переадресацию ВКонтакте; взято то, куда он ведёт",
    "the address goes through VK's redirect; its target was taken",
)
JOINED: Final = Wording("пробелы внутри убраны: {page}", "spaces within were removed: {page}")
OWNER: Final = Wording(
    "это адрес записи или раздела; взято сообщество, которому он принадлежит",
    "the address of a post or a part; the community that owns it was taken",
)
LEFT_OUT: Final = Wording(
    "адресов несколько, взят первый; не взяты: {rest}",
    "there are several addresses, the first was taken; not taken: {rest}",
)
DISAGREE: Final = Wording(
    "столбцы называют разные сообщества, взято первое; не взято: {rest}",
    "columns name different communities, the first was taken; not taken: {rest}",
)
ZERO: Final = Wording(
    "{name} без ведущего нуля, ноль возвращён: {code}",
    "the {name} lost its leading zero, which was given back: {code}",
)
CODE_AMONG: Final = Wording(
    "{name} взят из текста ячейки: {code}", "the {name} was taken out of a longer text: {code}"
)
CODE: Final = Wording(
    "не похоже на {name}, оставлено как есть: {text}",
    "does not look like an {name}, left as it is: {text}",
)
GUESSED: Final = Wording(
    "адрес взят из столбца «{column}»", "the address was taken from the column '{column}'"
)
ASIDE: Final = Wording(
    "в столбце со страницей адреса нет, в другом он есть и не взят: {rest}",
    "the column of pages has no address, another column has one, which was not taken: {rest}",
)
NO_NAMES: Final = Wording(
    "столбец с названиями организаций не найден; если это «{column}», назовите его «Наименование»",
    "no column with names of organisations was found; if it is '{column}', call it 'Наименование'",
)
OPEN_QUOTE: Final = Wording(
    "кавычка открыта и не закрыта; строка прочитана без неё",
    "a quotation mark is opened and not closed; the line was read without it",
)
SHEETS: Final = Wording(
    "прочитан лист «{sheet}»; не прочитаны: {rest}",
    "the sheet '{sheet}' was read; not read: {rest}",
)
