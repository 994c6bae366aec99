"""Workbooks with damaged bytes: read, or refused as such, whatever the damage is."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path
from random import Random

import pytest

import workbooks
import xls_workbooks as old
from govpublic_sdk import errors
from govpublic_sdk.official_pages import Registry

ROWS = [["Паблик", "Район"], ["vk.com/samara", 5], ["vk.com/omsk", 2.5]]
XLS = old.book(
    old.shared(0, 0, 0) + old.shared(1, 0, 1) + old.number(1, 1, 5.0) + old.rk_row(2, 1, 6, 7)
    + old.label(2, 0, old.text("vk.com/omsk"), 11) + old.flag(3, 0, value=True),
    old.number(0, 0, 1.0),
    before=old.texts(["Паблик", "vk.com/samara"]),
)  # fmt: skip


def damaged(content: bytes, random: Random) -> bytes:
    """The same with some bytes flipped, changed, cut out or doubled."""
    data = bytearray(content)
    for _ in range(random.choice([1, 2, 5, 20])):
        at = random.randrange(len(data))
        kind = random.randrange(4)
        if kind == 0:
            data[at] ^= 1 << random.randrange(8)
        elif kind == 1:
            data[at] = random.choice([0, 1, 0x7F, 0xFF])
        elif kind == 2:
            data[at : at + 4] = b""
        else:
            data[at:at] = data[at : at + 30]
    return bytes(data)


def read(path: Path) -> None:
    """Read it; only the documented error is allowed."""
    with contextlib.suppress(errors.ParameterError):
        Registry.read(path)


@pytest.mark.parametrize("is_small", [False, True])
def test_damaged_xls(tmp_path: Path, *, is_small: bool) -> None:
    random = Random(1)
    path = tmp_path / "list.xls"
    for _ in range(200):
        path.write_bytes(damaged(old.container(XLS, is_small=is_small), random))
        read(path)
        path.write_bytes(old.container(damaged(XLS, random), is_small=is_small))
        read(path)


@pytest.mark.parametrize("name", ["list.xlsx", "list.ods"])
def test_damaged_packages(tmp_path: Path, name: str) -> None:
    random = Random(2)
    path = tmp_path / name
    if name == "list.xlsx":
        workbooks.xlsx(path, Sheet=ROWS)
    else:
        workbooks.ods(path, ["Паблик", "vk.com/samara"])
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        members = {one: package.read(one) for one in package.namelist()}
    for _ in range(100):
        path.write_bytes(damaged(whole, random))
        read(path)
        hurt = random.choice([one for one in members if one.endswith((".xml", ".rels"))])
        with zipfile.ZipFile(path, "w") as package:
            for member, content in members.items():
                package.writestr(member, damaged(content, random) if member == hurt else content)
        read(path)
