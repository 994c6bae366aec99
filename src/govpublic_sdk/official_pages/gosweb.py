"""Sites of «Госвеб», the common platform for sites of bodies: recognised and brought to one form.

The number in the host is the ОКАТО code for some sites, the subject's number for others, and
neither for a few: no region is ever read from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from govpublic_sdk.official_pages.registry.cells import is_blank
from govpublic_sdk.official_pages.report import Entry

__all__ = ["GoswebSite", "SiteCheck", "SiteKind", "check_sites", "is_gosweb"]

SiteKind: TypeAlias = Literal["gosweb", "alias", "other", "none", "unreadable"]

_LONG = re.compile(r"(?P<slug>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)-r[0-9]{1,4}\.gosweb\.gosuslugi\.ru")
_SHORT = re.compile(r"(?P<slug>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\.gosuslugi\.ru")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_LONGEST = 4_000  # characters; longer texts are no addresses, and patterns stay fast
_TOP = re.compile(r"[a-z]{2,}|xn--(?:p1ai|p1acf|80adxhks|d1acj3b|c1avg|80asehdb|80aswg|90ae|j1amh)")
_SCHEMES = re.compile(r"(?:h?t{1,2}ps?[:;]?[/\\]{1,3})+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+|[,;|](?=\s|https?:|www\.|$)", re.IGNORECASE)
_SPACED_DOT = re.compile(
    r"(?<![\w.-])([a-z0-9-]+)\.\s+(?=[a-z0-9-]+\.)|(?<=[a-z0-9])\s+(?=\.[a-z0-9])", re.IGNORECASE
)
_EDGES = " \t\r\n.,;:!?()[]{}<>«»\"'…|"
_OF_THE_PORTAL = re.compile(
    # The portal of a region has its number (63.gosuslugi.ru); one or two letters name no body.
    r"[0-9-]+|[a-z0-9]{1,2}"
    r"|(?:www|test|dev|demo|stage|staging|uat|beta|preprod|prod)(?:[0-9]+|-.*)?"
    r"|(?:api|static|cdn|img|lk|new|old)[0-9-]*"
    r"|(?:pos|esia|fkgs|epgu|smev[0-9]?|gosweb|svcdev|knd|esnsi|gu)(?:-.*)?"
    r"|partners|map|dom|info|pay|payments?|oplata|e-trust|contract|detsad|dnevnik|frgu|nsi|tor"
    r"|(?:id|do|ext|pay|sso|spo|map|info|mfc|vote)[0-9-]+|ext|lk(?:uk|ul|fl|ip|io|p)|oms|spo|vuz(?:opros|navigator|y|ov)?|abiturient|postupi|postuplenie|ege|oge|gia|sdo|feedback|ipoteka|nalogi|veteran"
    r"|login|auth|oauth|sso|account|help|support|forum|news|status|data|opendata|files|mobile"
    r"|apps?|bot|chat|mail|cms|forms?|vote|voting|biz|business|org|goskey|gosbar|geps|rpgu|pgu"
    r"|mfc|zags|doctor|zdrav|med|covid|edu|student|kids|deti|school|reg|search|services?"
    r"|widgets?|uslugi|gosuslugi|online|portal|egov|digital|nalog|fns|fssp|mvd|gibdd|pfr|sfr|fss"
    r"|rosreestr|reestr|msp|invest|rabota|trudvsem|zhkh|gis|gisgkh"
)
"""Labels below `gosuslugi.ru` that are the portal's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoswebSite:
    """The site of a body.

    Attributes:
        text: The address as it was written.
        kind: `gosweb` for a site at `gosweb.gosuslugi.ru`; `alias` for a short name below
            `gosuslugi.ru` that does not belong to the portal itself, which some of those sites
            have; `other` for other sites and for pages of the portal; `none` for an empty text;
            else `unreadable`.
        host: The host in its normal form, non-Latin names in IDNA; None where it cannot be read.
        slug: The name of the body within the host of a `gosweb` or `alias` site.
        path: What follows the host, without a slash at its end.
        rest: Other addresses in the text, as they were written; a site of «Госвеб» is taken before
            others, else the first one.
    """

    text: str
    kind: SiteKind
    host: str | None = None
    slug: str | None = None
    path: str = ""
    rest: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> GoswebSite:
        """Read the address of a site, also among words and other addresses; never raises."""
        if is_blank(text.strip()):
            return cls(text=text, kind="none")
        sites = [cls._of_address(piece) for piece in _pieces(text)]
        found = [site for site in sites if site.host]
        if not found:
            return cls(text=text, kind="unreadable")
        best = next((site for site in found if site.is_gosweb), found[0])
        rest = dict.fromkeys(site.text for site in found if site.url != best.url)
        return replace(best, text=text, rest=tuple(rest))

    @classmethod
    def _of_address(cls, text: str) -> GoswebSite:
        host, path = _host_and_path(text)
        kind, slug = _kind(host) if host else ("unreadable", None)
        return cls(text=text, kind=kind, host=host, slug=slug, path=path)

    @property
    def url(self) -> str | None:
        """Its normal form: https, small letters, no `www`, no slash at the end."""
        return None if self.host is None else f"https://{self.host}{self.path}"

    @property
    def is_gosweb(self) -> bool:
        """Whether it is a site of «Госвеб», under its long or its short name."""
        return self.kind in ("gosweb", "alias")


@dataclass(frozen=True, slots=True)
class SiteCheck:
    """The site that a line of a registry names.

    Attributes:
        entry: The line.
        site: Its site; of the kind `none` where the line names none.
    """

    entry: Entry
    site: GoswebSite


def is_gosweb(site: str) -> bool:
    """Whether an address is one of a site of «Госвеб»; never raises."""
    return GoswebSite.parse(site).is_gosweb


def check_sites(entries: Iterable[Entry]) -> tuple[SiteCheck, ...]:
    """Which sites of a registry are of «Госвеб», in its order; nothing is asked.

    Args:
        entries: A registry, or entries of one.
    """
    return tuple(SiteCheck(entry, GoswebSite.parse(entry.site or "")) for entry in entries)


def _pieces(text: str) -> list[str]:
    """What may be an address in a cell, without the words and signs around it."""
    joined = _SPACED_DOT.sub(lambda dot: f"{dot[1]}." if dot[1] else "", text[:_LONGEST])
    return [piece.strip(_EDGES) for piece in _BETWEEN.split(joined) if piece.strip(_EDGES)]


def _host_and_path(text: str) -> tuple[str | None, str]:
    schemes = _SCHEMES.match(text)
    bare = text[schemes.end() :] if schemes else text
    address = bare if "://" in bare and not schemes else f"https://{bare}"
    try:
        parts = urlsplit(address)
        host, user = parts.hostname, parts.username
        port = parts.port
    except ValueError:
        return None, ""
    if parts.scheme not in ("http", "https") or host is None or user is not None:
        return None, ""
    name = _normal(host)
    place = f":{port}" if name and port not in (None, 80, 443) else ""
    return (name and name + place), parts.path.rstrip("/") + (
        f"?{parts.query}" if parts.query else ""
    )


def _normal(host: str) -> str | None:
    """A host in small letters and IDNA, without `www`; None for an invalid host."""
    try:
        name = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = name.removeprefix("www.").split(".")
    right = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return ".".join(labels) if right and _TOP.fullmatch(labels[-1]) else None


def _kind(host: str) -> tuple[SiteKind, str | None]:
    long, short = _LONG.fullmatch(host), _SHORT.fullmatch(host)
    if long:
        return "gosweb", long["slug"]
    if short and not _OF_THE_PORTAL.fullmatch(short["slug"]):
        return "alias", short["slug"]
    return "other", None
