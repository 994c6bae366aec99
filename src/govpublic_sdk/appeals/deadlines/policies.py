"""Policies that come with the package, each with its source; your own are made in the same way.

Where a source is silent, the choice is documented here, and a copy with another choice is one
`dataclasses.replace` away (give it another version).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time

from govpublic_sdk.appeals.deadlines.policy import DeadlinePolicy
from govpublic_sdk.appeals.deadlines.terms import Extension, Term
from govpublic_sdk.appeals.deadlines.working_hours import WorkingHours

__all__ = [
    "APPEAL_59FZ",
    "POLICIES",
    "POS_MESSAGE",
    "POS_MESSAGE_CONTROLLED",
    "SEVASTOPOL_INCIDENT",
]

_SEVASTOPOL = "порядок, изложенный на sev.gov.ru/info/news/100718"

APPEAL_59FZ = DeadlinePolicy(
    id="appeal-59fz",
    version="2026-11-23",
    regime="appeal_59fz",
    terms=(
        Term(
            kind="registration",
            since=("submitted",),
            amount=3,
            basis="ч. 2 ст. 8 Федерального закона от 02.05.2006 № 59-ФЗ",
        ),
        Term(
            kind="forwarding",
            since=("registered",),
            amount=7,
            basis="ч. 3 ст. 8 Федерального закона от 02.05.2006 № 59-ФЗ",
            binds_if="misdirected",
        ),
        Term(
            kind="final",
            since=("registered",),
            amount=30,
            basis="ч. 1 ст. 12 Федерального закона от 02.05.2006 № 59-ФЗ",
        ),
    ),
    extension=Extension(amount=30, basis="ч. 2 ст. 12 Федерального закона от 02.05.2006 № 59-ФЗ"),
    source="https://kommentarii.org/2020/kom_obrachenie/page13.html",
)
"""Appeals under 59-ФЗ: registered in 3 days, forwarded in 7, answered in 30, at most 30 more.

The law says neither whether days are calendar or working ones nor what happens when the last one
is off. Here they are calendar days that keep their end, the strictest reading; `Term.roll` is the
setting. Forwarding binds only a body that is not competent, so its deadline is conditional unless
the appeal is `misdirected`. An extension needs a notice to the citizen.
"""

POS_MESSAGE = DeadlinePolicy(
    id="pos-message",
    version="2026-11-23",
    regime="message",
    terms=(
        Term(kind="platform", since=("platform_due",), unit="moment"),
        Term(kind="final", since=("registered", "submitted"), amount=30, is_fallback=True),
        Term(
            kind="final",
            since=("registered", "submitted"),
            amount=10,
            marks=("fast_track",),
            is_fallback=True,
        ),
    ),
    source="https://github.com/Qward1/MAX_hack",
)
"""Messages of ПОС: the platform's own date; else 30 days, 10 on the fast track, as a fallback.

A message is no appeal, and 59-ФЗ does not apply. The terms of the platform are set by its
regulations; 30 days (seen on its form, https://github.com/Qward1/MAX_hack) and 10 days for
accelerated topics (ivanovo-news.net of 2025-04-25) are what citizens are told, not a law.
"""

POS_MESSAGE_CONTROLLED = replace(
    POS_MESSAGE,
    id="pos-message-controlled",
    terms=(
        *POS_MESSAGE.terms,
        Term(kind="control", since=("due",), amount=-3, roll="back"),
    ),
)
"""The same with a control date of one's own: three days before, or the working day before that.

A custom of document systems that are connected to the platform; no act says so.
"""

SEVASTOPOL_INCIDENT = DeadlinePolicy(
    id="sevastopol-incident",
    version="2020",
    regime="incident",
    terms=(
        Term(
            kind="interim",
            since=("registered", "submitted"),
            amount=9,
            unit="working_hours",
            basis=_SEVASTOPOL,
        ),
        Term(
            kind="interim",
            since=("registered", "submitted"),
            amount=4,
            unit="working_hours",
            basis=_SEVASTOPOL,
            marks=("raised",),
        ),
        Term(
            kind="final",
            since=("interim",),
            amount=7,
            unit="working_days",
            basis=_SEVASTOPOL,
        ),
    ),
    hours=WorkingHours.week(time(9), time(18)),
    source="https://sev.gov.ru/info/news/100718",
)
"""Messages in social networks, Sevastopol 2020: 9 working hours, 4 of raised importance.

If that answer is only interim, the final one follows in 7 working days. The source tells neither
the working hours nor from what those days are counted: here they are Monday to Friday, 9 to 18
without a break, so that 9 hours are a day, and counted from the interim answer.
"""

POLICIES: Mapping[str, DeadlinePolicy] = {
    policy.regime: policy for policy in (APPEAL_59FZ, POS_MESSAGE)
}
"""What stands for the whole country, by regime; incidents are ruled by acts of regions."""
