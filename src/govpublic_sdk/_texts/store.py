"""Texts of errors of stores: English template, Russian template."""

from __future__ import annotations

from typing import Final

__all__ = ["RUSSIAN"]

RUSSIAN: Final[dict[str, str]] = {
    "Open it again.": "Откройте его снова.",
    "Close it and open it again.": "Закройте его и откройте снова.",
    "{store} is closed.": "{store}: хранилище закрыто.",
    "{store} was removed, renamed or replaced while it was open.": "{store}: файл удалён, переименован или заменён, пока был открыт.",
    "{store} is busy: other threads used it for too long.": "{store}: занято, другие потоки держали его слишком долго.",
    "{store} cannot do this ({error}).": "{store}: это невыполнимо ({error}).",
    "{store} failed (SQLite error {code}).": "{store}: сбой (ошибка SQLite {code}).",
    "{store}: the disk is full.": "{store}: диск заполнен.",
    "{store} is damaged.": "{store}: повреждено.",
    "{store} is damaged: it is no longer a store.": "{store}: повреждено, это больше не хранилище.",
    "{store} is locked by another process for too long.": "{store}: другой процесс слишком долго держит блокировку.",
    "{store} is locked for too long.": "{store}: слишком долго заблокировано.",
    "{store} is read-only for this user.": "{store}: для этого пользователя только чтение.",
    "{store} cannot be opened.": "{store}: не открывается.",
    "{store} cannot be read or written: the disk or a quota failed.": "{store}: не читается и не пишется, сбой диска или квоты.",
    "Move it away and look at it with `sqlite3 FILE .recover`.": "Уберите его в сторону и посмотрите через `sqlite3 FILE .recover`.",
    "Check the owner and the mode of the file and of its directory.": "Проверьте владельца и права файла и его папки.",
    "Free some space; workers need it, too.": "Освободите место; обработчикам оно тоже нужно.",
    "Start more workers, or raise `most`.": "Запустите больше обработчиков или увеличьте `most`.",
    "{store} has {count} unhandled events.": "{store}: необработанных событий {count}.",
    "the path of a file": "путь к файлу",
    "Install that version.": "Установите её.",
    "a valid path of this computer": "допустимый на этом компьютере путь",
    "Cannot open store {file}: its directory does not exist.": "Хранилище {file} не открыть: его папки нет.",
    "Cannot open store {file}: it is not a file (expected a file).": "Хранилище {file} не открыть: это не файл (ожидается: файл).",
    "Cannot open store {file}: it is another file, not a store of this package.": "Хранилище {file} не открыть: это другой файл, не хранилище этого пакета.",
    "Cannot open store {file}: it was made by a newer version of this package.": "Хранилище {file} не открыть: оно создано более новой версией пакета.",
    "Cannot create store {file}: {error}.": "Хранилище {file} не создать: {error}.",
    "{file} is open to others and belongs to another user: {error}.": "{file} доступен другим и принадлежит другому пользователю: {error}.",
    "Cannot open store {file}: no right to read and write it.": "Хранилище {file} не открыть: нет права на чтение и запись.",
    "Cannot open store {file}: no shared memory (expected a local disk).": "Хранилище {file} не открыть: нет общей памяти (ожидается: локальный диск).",
    "bytes": "bytes",
    "a number above 0, at most {max}": "число больше 0, не больше {max}",
    "{min} to {max} characters of Unicode": "символов Юникода: от {min} до {max}",
}
