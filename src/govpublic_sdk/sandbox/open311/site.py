"""The sandbox's city as tests use it: requests of persons, updates of officers, settings."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence

from govpublic_sdk.sandbox.clock import Clock
from govpublic_sdk.sandbox.geo import ZONE, make_place
from govpublic_sdk.sandbox.open311.catalogue import CORRELATION, SERVICES, Service
from govpublic_sdk.sandbox.open311.city import STATUSES, Report
from govpublic_sdk.sandbox.open311.interface import Interface
from govpublic_sdk.sandbox.values import Json

__all__ = ["Open311Site"]

_CITIZEN = 7
_INTERVAL = 600  # seconds


class Open311Site(Interface):
    """A city's Open311 server: GeoReport v2 in JSON, mySociety's updates, pages.

    Names of its requests for faults: `open311.discovery`, `open311.services`,
    `open311.service_definition`, `open311.requests`, `open311.request`, `open311.token`,
    `open311.updates`, `open311.create`, `open311.create_update` and `open311.media`.

    Args:
        seed: Seed of ids, texts, addresses and the key.
        clock: The sandbox's time.
        address: Returns the address of the sandbox, such as `http://127.0.0.1:8311`.

    Attributes:
        reports: All requests by id, including hidden ones, for assertions.
        quirks: Deviations that are switched on.
        key: The `api_key` of posts.
        jurisdiction: The only `jurisdiction_id`.
        batch_seconds: Seconds until a token of a batch service becomes an id.
        media: Posted pictures, by the last part of their URL.
    """

    def __init__(self, seed: int, clock: Clock, address: Callable[[], str]) -> None:
        super().__init__(seed, clock)
        self._address = address

    @property
    def url(self) -> str:
        """Base URL, without a slash at the end."""
        return f"{self._address()}/open311/v2"

    @property
    def services(self) -> list[Service]:
        """The services of the city."""
        return list(SERVICES.values())

    def settings(self) -> Json:
        """Return the settings of a client, adapted to the quirks."""
        return {
            "url": self.url,
            "api_key": self.key,
            "jurisdiction_id": self.jurisdiction,
            "zone": ZONE,
            "paging": "page" if self.quirks.paging else None,
            "most": self.quirks.most,
            "media_field": "media" if self.quirks.media_uploads else None,
            "has_updates": True,
            "updates_once": True,
            "has_notes": self.quirks.notes,
            "correlation_attribute": CORRELATION,
        }

    def report(
        self,
        text: str,
        *,
        service: str = "001",
        citizen: int = _CITIZEN,
        attributes: Mapping[str, str | list[str]] | None = None,
        media: Sequence[str] = (),
        ago: float = 0.0,
    ) -> str:
        """Let a person report something on the city's own site.

        Args:
            text: Text of the request.
            service: The code of the service.
            citizen: Number of the author, 7 for «Житель 7», which the city keeps private.
            attributes: Answers to the questions of the service, by their code.
            media: URLs of pictures.
            ago: Age of the request in seconds.

        Returns:
            The id of the request.

        Raises:
            ValueError: The service does not exist.
        """
        if service not in SERVICES:
            raise ValueError(f"service: {service!r} (expected {', '.join(SERVICES)})")
        with self._lock:
            place = make_place(self._chance(self._made))
            report = Report(
                id="",
                service=SERVICES[service],
                text=text,
                at=self.now() - int(ago),
                address=None if self.quirks.drops_address else place.address,
                latitude=place.latitude,
                longitude=place.longitude,
                media=tuple(media),
                attributes=dict(attributes or {}),
                contacts={"first_name": "Житель", "last_name": str(citizen)},
            )
            return self.add_report(report).id

    def make(self, count: int, *, every: float = _INTERVAL) -> list[str]:
        """Let persons send fictitious requests, one after another until now.

        Args:
            count: Number of requests.
            every: Seconds between them.

        Returns:
            Their ids, oldest first.
        """
        services = [service for service in self.services if service.type == "realtime"]
        ids: list[str] = []
        for index in range(count):
            service = self._chance("service", self._made).choice(services)
            text = f"{service.name}. Вымышленная заявка песочницы, {self._made + 1}."
            ago = (count - 1 - index) * every
            ids.append(self.report(text, service=service.code, citizen=3 + index % 97, ago=ago))
        return ids

    def update(self, report: str, status: str, text: str = "") -> str:
        """Let an officer update a request.

        Args:
            report: The id of the request.
            status: A status of mySociety: `open`, `in_progress`, `fixed`, `closed` and others.
            text: Text of the update.

        Returns:
            The id of the update.

        Raises:
            ValueError: The request or the status does not exist.
        """
        if report not in self.reports:
            raise ValueError(f"report: {report!r} (expected the id of a request)")
        if status not in STATUSES:
            raise ValueError(f"status: {status!r} (expected {', '.join(STATUSES)})")
        with self._lock:
            return self.add_update(self.reports[report], status, text=text).id

    def _chance(self, *key: object) -> random.Random:
        return random.Random(f"{self._seed} open311 {key}")  # noqa: S311 - no secret is made
