"""`client.appeals`: its methods and where they are written."""

from __future__ import annotations

from typing import Final, TypeVar

from govpublic_sdk._core.binding import Resource, listing, operation
from govpublic_sdk.appeals import api_answer, api_read

__all__ = ["Appeals"]

C_co = TypeVar("C_co", covariant=True)


class Appeals(Resource[C_co]):
    """Appeals of citizens, whichever way they came, and the answers to them."""

    each: Final = listing(api_read.each)
    receive: Final = operation(api_read.receive)
    get: Final = operation(api_read.get)
    from_event: Final = operation(api_read.from_event)
    take: Final = operation(api_read.take)
    fetch: Final = operation(api_read.fetch)
    note: Final = operation(api_read.note)
    create: Final = operation(api_read.create)

    answer: Final = operation(api_answer.answer)
    forward: Final = operation(api_answer.forward)
    postpone: Final = operation(api_answer.postpone)
    draft: Final = operation(api_answer.draft)
    approve: Final = operation(api_answer.approve)
    send: Final = operation(api_answer.send)
    settle: Final = operation(api_answer.settle)
