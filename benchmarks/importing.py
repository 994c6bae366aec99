"""What `import govpublic_sdk` costs beside httpx, tenacity and one pydantic model."""

from __future__ import annotations

from rounds import Row, in_turn, median, python, ratio

_TIMED = """
import time; started = time.perf_counter()
{program}
print(time.perf_counter() - started)
"""
_FLOOR = "import httpx, tenacity, pydantic\nclass M(pydantic.BaseModel):\n    id: int"
_WAYS = {
    "floor": _FLOOR,
    "import govpublic_sdk": "import govpublic_sdk",
    "from govpublic_sdk import GovPublic": "from govpublic_sdk import GovPublic",
    "a client that was made": "from govpublic_sdk import GovPublic\nGovPublic(vk='t')",
    "vkbottle": "import vkbottle",
    "vk_api": "import vk_api",
}


def measure() -> list[Row]:
    """Ratios to the floor."""
    ways = {name: _measured(program) for name, program in _WAYS.items()}
    figures = in_turn(ways, rounds=9)
    rows = [
        Row(what=name, figure=ratio(figures, name, "floor"), unit="x floor", reach=_reach(name))
        for name in _WAYS
        if name != "floor"
    ]
    return [*rows, Row(what="the floor", figure=1e3 * median(figures, "floor"), unit="ms")]


def _measured(program: str):
    return lambda: float(python(_TIMED.format(program=program)))


def _reach(name: str) -> float | None:
    return 1.3 if "govpublic_sdk" in name else None
