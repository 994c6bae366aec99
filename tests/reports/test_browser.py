"""The page of a report in a real browser: quiet, narrow enough for a phone, readable, printable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import Browser, browser, needs_browser
from fake_audit import MadeUpAudit, made_up_audit, one_page
from govpublic_sdk.reports import write_report
from hostile_texts import ATTACKS

pytestmark = needs_browser

# Texts that lie upon each other, by their boxes; a pixel is forgiven.
OVERLAPS = """
(() => {
  const found = [];
  const seen = one => one.width > 0 && one.height > 0;
  for (const group of document.querySelectorAll('svg, tr, dl > div')) {
    const texts = [...group.querySelectorAll('text, td, th, dt, dd')];
    const boxes = texts.map(one => [one.textContent, one.getBoundingClientRect()]);
    for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
      const [a, b] = [boxes[i][1], boxes[j][1]];
      if (!seen(a) || !seen(b)) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 3) found.push(boxes[i][0] + ' | ' + boxes[j][0]);
    }
  }
  return found;
})()
"""
# Texts of pictures that stick out of them.
OUTSIDE = """
[...document.querySelectorAll('svg text')].filter(one => {
  const box = one.getBoundingClientRect(), whole = one.closest('svg').getBoundingClientRect();
  return box.left < whole.left - 1 || box.right > whole.right + 1;
}).map(one => one.textContent)
"""


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def attacked() -> MadeUpAudit:
    """A page for each attack, and a word that has no place to break."""
    texts = [*ATTACKS, "Щ" * 300]
    audits = [
        one_page(text, why=text, address=text, municipality=text, level=text) for text in texts
    ]
    return MadeUpAudit(pages=tuple(one.pages[0] for one in audits), unparsed=audits[-1].unparsed)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("audit", [made_up_audit(), attacked()], ids=["made up", "attacked"])
def test_it_is_quiet_and_fits(
    tab: Browser, tmp_path: Path, audit: MadeUpAudit, width: int, language: str
) -> None:
    (page,) = write_report(audit, tmp_path / "a.html", language=language)
    tab.open(page, width=width)

    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate(OVERLAPS) == []
    assert tab.evaluate(OUTSIDE) == []
    requests = [one["request"]["url"] for one in tab.said("Network.requestWillBeSent")]
    assert requests == [page.as_uri()]
    assert not tab.said("Log.entryAdded")
    assert not tab.said("Runtime.exceptionThrown")
    assert not tab.said("Page.javascriptDialogOpening")


def test_letters_of_pictures_are_readable_on_a_phone(tab: Browser, tmp_path: Path) -> None:
    (page,) = write_report(made_up_audit(), tmp_path / "a.html")
    tab.open(page, width=390)

    heights = (
        "[...document.querySelectorAll('svg text')].map(one => one.getBoundingClientRect().height)"
    )
    assert min(tab.evaluate(heights)) >= 9


def test_faults_can_be_opened_without_a_script(tab: Browser, tmp_path: Path) -> None:
    (page,) = write_report(made_up_audit(), tmp_path / "a.html")
    tab.open(page, width=390)
    tab.evaluate("document.querySelector('summary').click()")

    assert tab.evaluate("document.querySelector('details li').checkVisibility()")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_it_prints(tab: Browser, tmp_path: Path) -> None:
    (page,) = write_report(made_up_audit(), tmp_path / "a.html")
    tab.open(page, width=1280)

    assert tab.printed().startswith(b"%PDF")


def test_a_script_would_have_been_stopped_all_the_same(tab: Browser, tmp_path: Path) -> None:
    (page,) = write_report(made_up_audit(), tmp_path / "a.html")
    whole = page.read_text("utf-8")
    page.write_text(whole.replace("</body>", "<script>document.title='x'</script></body>"), "utf-8")
    tab.open(page, width=390)

    assert tab.evaluate("document.title") != "x"
