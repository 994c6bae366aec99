"""Why a row of an export could not be read, in words; nothing is decided here."""

from __future__ import annotations

from typing import Final

from govpublic_sdk._wording import Wording

WIDTH: Final = Wording(
    "ячеек в строке {count}, а столбцов {width}: строка оборвана или разрезана не там",
    "the row has {count} cells where there are {width} columns: it is cut off or cut wrongly",
)
ID: Final = Wording(
    "в столбце {column} не идентификатор: цифры или буквы с цифрами, до 64 знаков",
    "column {column} holds no id: digits, or letters with digits, up to 64 characters",
)
NUMBER: Final = Wording(
    "в столбце {column} не номер инцидента: до 100 знаков без управляющих",
    "column {column} holds no number of an incident: up to 100 characters, none of control",
)
DATE: Final = Wording(
    "дата в столбце {column} не читается; нужны 31.12.2025 23:59:59 или 2025-12-31 23:59:59",
    "the date in column {column} is unreadable; write 31.12.2025 23:59:59 or 2025-12-31 23:59:59",
)
NOTHING: Final = Wording(
    "ни один известный столбец не заполнен", "no column that is known is filled"
)
