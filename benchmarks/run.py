"""All measurements of the core in one run, as a table; `python benchmarks/run.py [PART ...]`.

Ratios inside of one run count; seconds are those of this machine on this day.
"""

from __future__ import annotations

import sys
from importlib import import_module

from rounds import table

_PARTS = {
    "importing": "Import",
    "calls": "One call",
    "loopback": "Real HTTP on loopback",
    "reading": "Reading",
    "collecting": "Collecting",
    "auditing": "Audits",
    "events": "Events read",
    "inbox": "Events stored",
    "appeals_export": "Incident exports",
    "appeal_rows": "Appeals as rows and figures",
}


def main() -> None:
    """Measure the parts that are named, or all."""
    for part in sys.argv[1:] or _PARTS:
        print(table(_PARTS[part], import_module(part).measure()), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
