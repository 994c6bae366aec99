"""Every Python snippet of the README files and of the docs runs, page by page, on a sandbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sybil import Document, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from govpublic_sdk.sandbox import Sandbox

ROOT = Path(__file__).parents[2]
PAGES = [
    page
    for page in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
    if "```python" in page.read_text(encoding="utf-8")
]
SNIPPETS = Sybil(parsers=[PythonCodeBlockParser()])


def document(page: Path) -> Document:
    return SNIPPETS.parse(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_snippets_run(page: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with (
        served() as (url, token),
        Sandbox(publics=3) as box,
        box.client() as client,
    ):
        monkeypatch.setenv("GOVPUBLIC_VK_TOKEN", token)
        monkeypatch.setenv("GOVPUBLIC_VK_URL", url)
        publics = list(client.publics.get_many(box.publics))
        parsed = document(page)
        parsed.namespace.update(box=box, client=client, publics=publics, public=publics[0])
        for example in parsed.examples():
            example.evaluate()


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """A VK for snippets that speak of the real one; it has a public called `samara`."""
    with Sandbox(publics=1) as box, box.serve() as url:
        box.world.names["samara"] = ("group", box.publics[0])
        yield url, box.user_token


def test_tasks_have_snippets() -> None:
    for page in (ROOT / "docs").glob("*.md"):
        if page.stem not in ("architecture", "changelog", "versioning"):
            assert list(document(page).examples()), page.name


def test_the_two_readmes_show_the_same_snippets() -> None:
    english, russian = (
        [str(one.parsed) for one in document(ROOT / name).examples()]
        for name in ("README.md", "README.ru.md")
    )

    assert english == russian


@pytest.mark.parametrize("name", ["README.md", "README.ru.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / name).read_text(encoding="utf-8"))

    assert links
    assert not [link for link in links if not (ROOT / link).exists()]
