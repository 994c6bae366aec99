"""Why a line of a table cannot be trusted, in words; nothing is decided here."""

from __future__ import annotations

from typing import Final

from govpublic_sdk._wording import Wording

OPEN_QUOTE: Final = Wording(
    "кавычка открыта и не закрыта: где кончается ячейка, неизвестно",
    "a quotation mark is opened and not closed: nobody knows where the cell ends",
)
QUOTES: Final = Wording(
    "кавычки внутри ячейки не удвоены: границы ячеек неизвестны",
    "quotation marks within a cell are not doubled: its ends are not known",
)
LONG: Final = Wording(
    "ячейка длиннее {most} знаков: это не текст сообщения",
    "a cell of more than {most} characters: that is no message",
)
