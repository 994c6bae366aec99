"""Which of our publics break the rules: audit a list of official pages and write reports.

Without arguments it audits the sandbox and needs no token:

    python -m pip install "govpublic_sdk[reports]"
    python examples/audit_report.py

On real VK it takes a list (xlsx, csv, or a text with one page on a line) and tokens from the
environment; a run that was cut off goes on when it is started again:

    python examples/audit_report.py --real registry.xlsx
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from govpublic_sdk import GovPublic
from govpublic_sdk.errors import GovPublicError
from govpublic_sdk.official_pages import REQUIREMENTS, Audit, Registry, forecast
from govpublic_sdk.reports import write_report
from govpublic_sdk.sandbox import Sandbox
from tables import write_csv

REPORTS = ("audit.xlsx", "audit.html", "audit.json", "audit.csv")


def audit_pages(client: GovPublic, registry: Registry, folder: Path, cache: Path | None) -> Audit:
    """Ask VK for all pages of the registry, write the reports and print what matters."""
    folder.mkdir(exist_ok=True)
    print(forecast(len(registry.publics), keyring=client.keyring).describe("en"))
    audit = client.official_pages.audit(registry, cache=cache)
    for name in REPORTS:
        write_report(audit, folder / name)
    print_findings(audit)
    print(f"reports in {folder}/: {', '.join(REPORTS)}")
    return audit


def print_findings(audit: Audit) -> None:
    """Coverage, and how many pages do not meet which requirement."""
    found = audit.coverage.total
    print(
        f"{found.bodies} bodies, {found.with_page} with a page, {found.marked} marked, "
        f"{found.links_right} with right links, {found.alive} alive, {found.audience:,} members"
    )
    violations = Counter(
        violation.requirement for page in audit.pages for violation in page.violations
    )
    print(f"{violations.total()} requirements not met:")
    titles = {one.id: one.title("en") for one in REQUIREMENTS}
    for requirement, pages in violations.most_common():
        print(f"{pages:7}  {titles[requirement]}")
    if audit.stopped:
        print(audit.stopped("en"))


def made_up_list(box: Sandbox, folder: Path) -> Registry:
    """A list such as an authority keeps it, written to a file and read from there."""
    folder.mkdir(exist_ok=True)
    write_csv(folder / "registry.csv", box.registry)
    return Registry.read(folder / "registry.csv")


def on_sandbox(publics: int, folder: Path) -> None:
    """The audit of a made-up region, served on loopback under VK's limits."""
    with (
        Sandbox(publics=publics) as box,
        box.serve() as url,
        GovPublic(box.keyring(), vk_url=url) as client,
    ):
        audit_pages(client, made_up_list(box, folder), folder, cache=None)


def on_vk(file: Path, folder: Path) -> None:
    """The audit of a list on real VK, with tokens from the environment."""
    registry = Registry.read(file)
    for row in registry.unparsed:
        print(f"line {row.row} was not read: {row.reason('en')}")
    folder.mkdir(exist_ok=True)
    with GovPublic.from_env() as client:
        audit_pages(client, registry, folder, cache=folder / "audit-answers.jsonl")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the audit; the exit code: 0 done, 1 could not start, 130 stopped by Ctrl-C."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--real", type=Path, metavar="FILE", help="the list of pages on real VK")
    parser.add_argument("--publics", type=int, default=37, help="size of the sandbox")
    parser.add_argument("--output", type=Path, default=Path("demo-output"))
    chosen = parser.parse_args(arguments)
    try:
        if chosen.real:
            on_vk(chosen.real, chosen.output)
        else:
            on_sandbox(chosen.publics, chosen.output)
    except KeyboardInterrupt:
        print("\nstopped; start it again to go on")
        return 130
    except (GovPublicError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
