"""What the Government moved from day to day: a table of facts, no behaviour.

Lines: the year, the decree that moves its days off (Постановление Правительства РФ «О переносе
выходных дней»), and the moves, from a weekend to a working day. All other days follow from the
Labour Code. Compared on 2026-11-23 with:

* 2023: https://www.garant.ru/hotlaw/federal/1562946/;
* 2024: https://normativ.kontur.ru/document?moduleId=1&documentId=454126;
* 2025: the release of the Government, https://teko.cntd.ru;
* 2026: https://ria.ru/20250924, https://inforos.com; the number was read once;
* 2023 to 2026, all days: https://github.com/xmlcalendar/data;
* 2027: only the Python package `holidays`, 0.107 and later; the number is not known.

A decree is signed in the autumn of the year before: add its line here then.
"""

from __future__ import annotations

__all__ = ["COMPARED", "ROWS"]

COMPARED = "2026-11-23"
"""When the table was compared with its sources."""

ROWS = """
2023|от 29.08.2022 N 1505|01-01>02-24 01-08>05-08
2024|от 10.08.2023 N 1314|01-06>05-10 01-07>12-31 04-27>04-29 11-02>04-30 12-28>12-30
2025|от 04.10.2024 N 1335|01-04>05-02 01-05>12-31 02-23>05-08 03-08>06-13 11-01>11-03
2026|от 24.09.2025 N 1466|01-03>01-09 01-04>12-31
2027|о переносе выходных дней в 2027 году|01-02>11-05 01-03>12-31 02-20>02-22
"""
