"""Programs for vkbottle's converter, which reads the source of a function; nothing here is run."""

from __future__ import annotations

from typing import Any


def pages(api: Any, group: int, name: str = "x"):
    found = []
    total = 0
    for offset in [0, 2, 4]:
        page = api.wall.get(owner_id=-group, offset=offset, count=2)
        found.extend(page["items"])
        total += page["count"]
    if total > 3 and found[0]["id"] is not None:
        label = f"{name}: {offset}"
        found.append(label)
    else:
        pass
    while total >= 6:
        total -= 2
    return {"found": found, "total": total, "first": found[0]["id"]}


def words(api: Any, text: str):
    parts = text.strip().split(",")
    parts.sort()
    last = parts.pop()
    where = parts.index("b")
    number = int("7") + 1
    shifted = 1 << 4 >> 2 | 1
    power = 2**3
    box = {"a": 1, "b": None}
    del box.a
    return [parts, last, where, number, shifted, power, box, str(1), ",".join(parts), -number]
