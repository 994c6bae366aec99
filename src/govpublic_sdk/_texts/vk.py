"""Texts of errors of methods of VK: English template, Russian template."""

from __future__ import annotations

from typing import Final

__all__ = ["RUSSIAN"]

RUSSIAN: Final[dict[str, str]] = {
    "the name of a method, for example 'wall.get'": "имя метода, например 'wall.get'",
    "a program": "программа",
    "an id, negative for a community": "id, для сообщества отрицательный",
    "a positive id": "положительный id",
    "a non-zero 32-bit integer": "32-битное целое, кроме 0",
    "a list": "список",
    "at least one item": "хотя бы одно значение",
    "{count} items": "значений: {count}",
    "{min} to {max} items": "значений: от {min} до {max}",
    "at most {max} characters": "символов: не больше {max}",
    "It is one call of a program: what the program did before and after it stays done.": "Это один вызов программы: сделанное ею до и после него остаётся в силе.",
}
