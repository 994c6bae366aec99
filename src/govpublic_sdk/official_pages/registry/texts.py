"""What is said about lines of a registry, in words; nothing is decided here."""

from __future__ import annotations

from typing import Final

from govpublic_sdk._core.text import LocalizedText

LONG: Final = LocalizedText(
    "в ячейке {length} знаков: это не адрес", "the cell has {length} characters: that is no address"
)
NO_ADDRESS: Final = LocalizedText(
    "адреса сообщества VK здесь нет; ссылка, спрятанная за словом, не видна: вставьте её текстом",
    "no address of a VK community stands here; a link behind a word is not seen: paste it as text",
)
SITE: Final = LocalizedText(
    "похоже на адрес сайта, а не сообщества VK; если это короткое имя, допишите vk.com/",
    "reads like the address of a site, not of a VK community; put vk.com/ before a screen name",
)
OTHER_NETWORK: Final = LocalizedText(
    "другая сеть: {network}; читаются только сообщества VK",
    "another network: {network}; only communities of VK are read",
)
PERSON: Final = LocalizedText(
    "личная страница человека, а не сообщество", "the page of a person, not of a community"
)
SERVICE: Final = LocalizedText(
    "служебная страница VK, а не сообщество: {page}",
    "a page of VK itself, not of a community: {page}",
)
APP: Final = LocalizedText(
    "мини-приложение VK, а не сообщество", "a mini app of VK, not a community"
)
NO_PAGE: Final = LocalizedText("адрес обрывается после vk.com", "the address ends after vk.com")
NO_NUMBER: Final = LocalizedText(
    "номер сообщества не указан: {page}", "the number of the community is missing: {page}"
)
WORD: Final = LocalizedText(
    "слово «{word}» — не адрес сообщества; ссылка, спрятанная за словом, не видна",
    "the word '{word}' is not an address; a link behind a word is not seen",
)
SPACE: Final = LocalizedText(
    "пробел внутри адреса: непонятно, где кончается имя",
    "a space within the address: it is not clear where the name ends",
)
SEVERAL_WORDS: Final = LocalizedText(
    "несколько слов: непонятно, какое из них имя сообщества",
    "several words: it is not clear which of them is the community's name",
)
CYRILLIC: Final = LocalizedText(
    "русские буквы в имени сообщества: замену нельзя угадать",
    "Cyrillic letters in the community's name: what they stand for cannot be guessed",
)
NUMBER: Final = LocalizedText(
    "такого номера у сообществ VK не бывает", "communities of VK have no such number"
)
NAME: Final = LocalizedText(
    "такого имени у сообществ VK не бывает", "communities of VK have no such name"
)
NOBODY: Final = LocalizedText(
    "в строке нет ни адреса, ни организации", "the line names neither a page nor a body"
)
TOTAL: Final = LocalizedText("строка итогов", "a line of totals")

SECTION: Final = LocalizedText(
    "заполнена одна ячейка, без номера, ОГРН и адреса: похоже на заголовок раздела или подпись",
    "one cell alone, without number, ОГРН or address: perhaps a section header or a signature",
)
PERHAPS: Final = LocalizedText(
    "столбцы называют сообщество по-разному, одно ли это, знает только VK; не взято: {rest}",
    "columns name it in different ways, only VK knows whether it is one; not taken: {rest}",
)
ALIKE: Final = LocalizedText(
    "русские буквы, похожие на латинские, заменены: {page}",
    "Cyrillic letters that look Latin were replaced: {page}",
)
SIGNS: Final = LocalizedText(
    "лишние знаки внутри убраны: {page}", "stray characters within were removed: {page}"
)
SLIP: Final = LocalizedText(
    "похоже на опечатку в «club», «public» или «event»; прочитано как имя: {page}",
    "looks like a slip in 'club', 'public' or 'event'; read as a name: {page}",
)
AWAY: Final = LocalizedText(
    "адрес ведёт через переадресацию ВКонтакте; взято то, куда он ведёт",
    "the address goes through VK's redirect; its target was taken",
)
JOINED: Final = LocalizedText("пробелы внутри убраны: {page}", "spaces within were removed: {page}")
OWNER: Final = LocalizedText(
    "это адрес записи или раздела; взято сообщество, которому он принадлежит",
    "the address of a post or a part; the community that owns it was taken",
)
LEFT_OUT: Final = LocalizedText(
    "адресов несколько, взят первый; не взяты: {rest}",
    "there are several addresses, the first was taken; not taken: {rest}",
)
DISAGREE: Final = LocalizedText(
    "столбцы называют разные сообщества, взято первое; не взято: {rest}",
    "columns name different communities, the first was taken; not taken: {rest}",
)
ZERO: Final = LocalizedText(
    "{name} без ведущего нуля, ноль возвращён: {code}",
    "the {name} lost its leading zero, which was given back: {code}",
)
CODE_AMONG: Final = LocalizedText(
    "{name} взят из текста ячейки: {code}", "the {name} was taken out of a longer text: {code}"
)
CODE: Final = LocalizedText(
    "не похоже на {name}, оставлено как есть: {text}",
    "does not look like an {name}, left as it is: {text}",
)
GUESSED: Final = LocalizedText(
    "адрес взят из столбца «{column}»", "the address was taken from the column '{column}'"
)
ASIDE: Final = LocalizedText(
    "в столбце со страницей адреса нет, в другом он есть и не взят: {rest}",
    "the column of pages has no address, another column has one, which was not taken: {rest}",
)
NO_NAMES: Final = LocalizedText(
    "столбец с названиями организаций не найден; если это «{column}», назовите его «Наименование»",
    "no column with names of organisations was found; if it is '{column}', call it 'Наименование'",
)
OPEN_QUOTE: Final = LocalizedText(
    "кавычка открыта и не закрыта; строка прочитана без неё",
    "a quotation mark is opened and not closed; the line was read without it",
)
SHEETS: Final = LocalizedText(
    "прочитан лист «{sheet}»; не прочитаны: {rest}",
    "the sheet '{sheet}' was read; not read: {rest}",
)
