"""Parses an address into its parts and the parameters of a menu link.

The host is taken from the text as written, before any code in it is resolved, as browsers do
(https://url.spec.whatwg.org/#host-parsing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qs

from govpublic_sdk.pos._link_text import (
    HostVerdict,
    decode_percent,
    distance,
    host_verdict,
    plain,
    remove_spaces,
    skeleton,
    trim,
    without_html,
)
from govpublic_sdk.pos.link_rules import LinkIssue, LinkRules, issue

__all__ = [
    "KEYS",
    "LIMIT",
    "MARKS",
    "NAMED",
    "Address",
    "Parameters",
    "address_in",
    "meant_name",
    "parameters_in",
]

KEYS = ("opaId", "reg_code", "mun_code")
MARKS = ("utm_source", "utm_medium", "utm_campaign")
_SPLIT = re.compile(r"([&?;])")
NAMED = re.compile(rf"(?P<name>{'|'.join((*KEYS, *MARKS))})[^\S\n]*[=:]", re.IGNORECASE)
"""A known name with its sign, wherever it stands."""
_GLUED = re.compile(rf"(?P<name>{'|'.join((*KEYS, *MARKS))})[:\s]*(?P<value>[0-9]+)", re.IGNORECASE)
_AROUND = " \t/.,;:'\"«»=|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """The text after the question mark.

    Attributes:
        values: Values of the known parameters, as they should be written, by their right names.
        names: Known names in the order in which they were met.
        extra: The others, as they stand.
        issues: What is wrong with the writing.
        is_sure: Whether it is clear which values were meant.
    """

    values: Mapping[str, str]
    names: tuple[str, ...]
    extra: tuple[tuple[str, str], ...]
    issues: tuple[LinkIssue, ...]
    is_sure: bool


def parameters_in(query: str) -> Parameters:
    """Read the parameters, with slips in their names put right."""
    issues: list[LinkIssue] = []
    met: dict[str, list[str]] = {}
    extra: list[tuple[str, str]] = []
    for name, value in _pairs(query, issues):
        known = _match_name(name, issues)
        if known is None:
            extra.append((name, value))
        else:
            met.setdefault(known, []).append(_value(known, value, issues))
    issues += [_repetition(name, values) for name, values in met.items() if len(values) > 1]
    return Parameters(
        values={name: values[0] for name, values in met.items()},
        names=tuple(met),
        extra=tuple(extra),
        issues=tuple(dict.fromkeys(issues)),
        is_sure=all(len(set(values)) == 1 for values in met.values()),
    )


def _pairs(query: str, issues: list[LinkIssue]) -> Iterator[tuple[str, str]]:
    pieces = _SPLIT.split(query) if query else []
    marks = dict.fromkeys(mark for mark in pieces[1::2] if mark != "&")
    issues += [issue("separator", "address", found=mark) for mark in marks]
    for piece in pieces[::2]:
        if piece.strip():
            yield from (_pair(part, issues) for part in _split_parameters(piece, issues))
        else:
            issues.append(issue("empty-parameter", "address"))


def _split_parameters(piece: str, issues: list[LinkIssue]) -> Iterator[str]:
    """The parameters of a piece in which the signs between them are missing."""
    starts = [named.start() for named in NAMED.finditer(piece, 1)] if len(piece) > 1 else []
    for start, end in zip([0, *starts], [*starts, len(piece)], strict=True):
        part = piece[start:end]
        if start:
            named = NAMED.match(part)
            issues.append(issue("no-separator", named["name"] if named else "", right="&"))
        yield part


def _pair(part: str, issues: list[LinkIssue]) -> tuple[str, str]:
    name, equals, value = part.partition("=")
    glued = None if equals else _GLUED.fullmatch(part)
    if not glued:
        return name, value
    issues.append(issue("no-equals", glued["name"]))
    return glued["name"], glued["value"]


def _match_name(name: str, issues: list[LinkIssue]) -> str | None:
    """The right name; None where the rules know none like it."""
    if name in KEYS or name in MARKS:
        return name
    bare, spaces = remove_spaces(name.replace("+", " "), name)
    known = meant_name(bare)
    if known:
        issues += [issue("space", known) for _ in spaces]
        if bare != known:
            issues.append(issue("name", known, found=bare))
    return known


@lru_cache(maxsize=1024)
def meant_name(name: str) -> str | None:
    """The known name that was meant, with a slip or two; None if nothing is similar."""
    seen = skeleton(name)
    slips = {known: distance(seen, skeleton(known)) for known in (*KEYS, *MARKS)}
    best = min(slips, key=slips.__getitem__)
    return best if slips[best] <= (2 if best in MARKS else 1) else None


def _value(name: str, value: str, issues: list[LinkIssue]) -> str:
    if value.isalnum():
        return value
    bare, spaces = remove_spaces(value.replace("+", " "), name)
    inner = bare.strip(_AROUND)
    issues += spaces
    if inner != bare:
        issues.append(issue("characters", name, found=bare))
    return inner


def _repetition(name: str, values: Sequence[str]) -> LinkIssue:
    if len(set(values)) == 1:
        return issue("repeated", name)
    return issue("contradicting", name, found=", ".join(dict.fromkeys(values)))


LIMIT = 4_000  # characters; longer texts are no addresses, and patterns stay fast
_PARTS = re.compile(
    r"(?P<scheme>(?:[a-z][a-z0-9+-]*(?:\s*:\s*/{0,3}|//+)|//+)*)(?P<authority>[^/?#]*)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_HIDDEN = re.compile(r"https?%(?:25)*3a", re.IGNORECASE)
_BLANKS = re.compile(r"\s+|%20")
_PORT = re.compile(r"(?P<host>.*):(?P<port>[0-9]*)", re.DOTALL)
_AWAY = re.compile(r"(?:(?:m|away|www)\.)?vk\.(?:com|ru)")
_BARE = re.compile(r"(?:^|&)to=(?P<address>https?://.*)", re.IGNORECASE | re.DOTALL)
_MARKS_OF_VK = re.compile(r"&(?:cc_key|el|from|post|utf)=[^&#]*")
_NAME = re.compile(r"[\w.-]+", re.ASCII)
_DEEP = 3  # an address inside of an address, as in redirects


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address in its parts.

    Attributes:
        host: Its host in lower case.
        verdict: How the host relates to the platform's.
        path: Its path, with codes resolved; spaces may stand in it.
        query: The same of its parameters.
        issues: What is wrong so far.
        is_sure: Whether it is clear which address was meant, so far.
    """

    host: str
    verdict: HostVerdict
    path: str
    query: str
    issues: tuple[LinkIssue, ...]
    is_sure: bool


def address_in(text: str, rules: LinkRules, depth: int = _DEEP) -> Address:
    """Take a text apart; a redirect of VK gives the address to which it leads."""
    if len(text) > LIMIT:
        return _none(issue("too-long", "address", limit=str(LIMIT)))
    tidy, issues = _tidy(text)
    if not tidy:
        return _none(issue("empty", "address"), *issues)
    parts = _PARTS.match(tidy)
    scheme, authority, rest = parts.groups() if parts else ("", "", tidy)
    host, port, user, more = _of_authority(authority)
    if depth and _AWAY.fullmatch(host) and (inner := _destination(rest)):
        found = address_in(inner, rules, depth - 1)
        told = (*issues, *more, issue("redirect", "address", found=host), *found.issues)
        return replace(found, issues=told)
    verdict = host_verdict(host, rules.host)
    issues += more
    issues += [] if scheme.lower() in _starts(rules) else _of_scheme(scheme or authority, rules)
    issues += _of_host(host, verdict, rules) + _of_surplus(user, port)
    path, query, tail = _of_rest(rest)
    return Address(
        host=host,
        verdict=verdict,
        path=path,
        query=query,
        issues=(*issues, *tail),
        is_sure=verdict in ("right", "same") and _is_slip(scheme),
    )


def _none(*issues: LinkIssue) -> Address:
    return Address(host="", verdict="other", path="", query="", issues=issues, is_sure=False)


def _tidy(text: str) -> tuple[str, list[LinkIssue]]:
    tidy, issues = plain(text, "address")
    tidy, trimmings = trim(tidy)
    tidy, html = without_html(tidy)
    issues += trimmings + html
    if _HIDDEN.match(tidy):
        tidy, codes = decode_percent(tidy)
        issues += codes
    if "\\" in tidy:
        issues.append(issue("characters", "address", found="\\"))
    return tidy.replace("\\", "/"), issues


def _of_authority(authority: str) -> tuple[str, str | None, str, list[LinkIssue]]:
    """Host, port, the text before `@`, and stray spaces among them."""
    bare = _BLANKS.sub("", authority)
    issues = [issue("space", "host")] if bare != authority else []
    user, at, host = bare.rpartition("@")
    found = _PORT.fullmatch(host)
    host, port = (found["host"], found["port"]) if found else (host, None)
    return host.lower(), port, user + at, issues


def _starts(rules: LinkRules) -> tuple[str, ...]:
    return tuple(f"{scheme}://" for scheme in rules.schemes)


def _of_scheme(start: str, rules: LinkRules) -> list[LinkIssue]:
    return [issue("scheme", "scheme", found=start, right=_starts(rules)[0])]


def _is_slip(scheme: str) -> bool:
    """Whether it is http, or https with slips of the keyboard, or missing, once or more often."""
    return all(set(word) <= set("htps") for word in re.findall(r"[^\s:/]+", scheme.lower()))


def _of_host(host: str, verdict: HostVerdict, rules: LinkRules) -> list[LinkIssue]:
    if verdict == "right":
        return []
    if verdict == "other" and "." not in host:
        return [issue("address", "address", found=host, right=_starts(rules)[0] + rules.host)]
    code = {"same": "host-form", "like": "host-lookalike", "other": "host"}[verdict]
    return [issue(code, "host", found=host, right=rules.host)]


def _of_surplus(user: str, port: str | None) -> list[LinkIssue]:
    named = [issue("userinfo", "host", found=user[:-1])] if user else []
    return named + ([] if port is None else [issue("port", "host", found=port)])


def _of_rest(rest: str) -> tuple[str, str, list[LinkIssue]]:
    """Path and parameters, with codes resolved; a tail after `#` is reported and dropped."""
    own, strange = _apart(rest) if "%" in rest else (rest, [])
    readable, issues = decode_percent(own) if "%" in own else (own, [])
    readable, html = without_html(readable)
    address, mark, tail = readable.partition("#")
    if mark:
        issues.append(issue("fragment", "address", found=tail))
    path, question, query = address.partition("?")
    if not question and (named := NAMED.search(path)):
        path, query = path[: named.start()], path[named.start() :]
        html.append(issue("no-separator", named["name"], right="?"))
    path, spaces = remove_spaces(path, "path")
    return path, "&".join([query, *strange] if query else strange), issues + html + spaces


def _apart(rest: str) -> tuple[str, list[str]]:
    """Parameters that the rules do not know keep their codes: set apart from the rest."""
    address, mark, tail = rest.partition("#")
    path, question, query = address.partition("?")
    pieces = query.split("&")
    strange = [piece for piece in pieces if _is_strange(piece)]
    own = "&".join(piece for piece in pieces if piece not in strange)
    return path + question + own + mark + tail, strange


def _is_strange(piece: str) -> bool:
    name, equals, value = piece.partition("=")
    return bool(_NAME.fullmatch(name) and equals and "?" not in value and not meant_name(name))


def _destination(rest: str) -> str | None:
    """Where VK's page for leaving leads; None where it is another page of VK."""
    path, _, query = rest.partition("?")
    if path.strip("/").lower() not in ("away", "away.php"):
        return None
    if found := _BARE.search(query):
        return _MARKS_OF_VK.sub("", found["address"])
    return next(iter(parse_qs(query).get("to", [])), None)
