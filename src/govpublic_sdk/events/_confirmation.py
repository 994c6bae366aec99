"""Confirmation codes of callback servers, read from VK rarely and in a thread of their own.

Anyone who knows the id of a community can send a confirmation request without the secret. So a
code is remembered, one thread at most reads it, and requests without the secret may start only one
reading a minute. Threads that store events never wait for VK.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final

from govpublic_sdk._resources._vk_text import is_visible
from govpublic_sdk._texts import Text, describe
from govpublic_sdk.errors import ParameterError

__all__ = ["CODE_WAIT", "CodeMemory", "check_word"]

CODE_WAIT: Final = 3.0  # a turn of a busy token takes up to a second, the call another
"""Seconds that an answer waits for a code; a code that arrives later is remembered."""

_REMEMBERED_SECONDS: Final = 60.0  # an edit in VK's settings is visible after a minute
_RETRY_SECONDS: Final = 5.0  # pause after a failed reading, also for requests with the secret


def check_word(name: str, word: object, allowed: str | Text) -> str:
    """Return a text that VK compares byte by byte, unchanged.

    Raises:
        ParameterError: It is not a text, is empty, or has what files and copies from pages bring
            along: spaces or a newline at an end, a BOM, characters that do not show.
    """
    if not isinstance(word, str):
        raise ParameterError(name, describe(word), allowed)
    if not word.strip():
        raise ParameterError(name, "empty", allowed)
    if word != word.strip() or not all(one.isprintable() and is_visible(one) for one in word):
        raise ParameterError(
            name,
            "spaces at an end, or invisible characters",
            Text(
                "{expected}, without spaces and newlines from a file or a copy",
                expected=allowed if isinstance(allowed, Text) else Text(allowed),
            ),
        )
    return word


class CodeMemory:
    """The code of one community.

    Args:
        read: Reads the code, such as `client.events.confirmation`.
        now: A monotonic clock, in seconds.
    """

    def __init__(self, read: Callable[[], str], now: Callable[[], float]) -> None:
        self._read = read
        self._now = now
        self._lock = threading.Lock()
        self._reading: Future[str] | None = None
        self._started_at = float("-inf")

    def request(self, *, has_secret: bool) -> Future[str] | None:
        """The remembered code, or the reading that is to bring it; it never blocks.

        Args:
            has_secret: Whether the request carried the secret, so that it came from VK.

        Returns:
            None if the code is unknown and may not be read now.
        """
        with self._lock:
            reading, age = self._reading, self._now() - self._started_at
            if reading is not None and not reading.done():
                return reading if has_secret else None
            is_known = reading is not None and reading.exception() is None
            if is_known and age < _REMEMBERED_SECONDS:
                return reading
            if age < (_RETRY_SECONDS if has_secret else _REMEMBERED_SECONDS):
                return None
            reading = Future[str]()
            self._reading = reading
            self._started_at = self._now()
        threading.Thread(target=self._fill, args=(reading,), daemon=True).start()
        return reading

    def _fill(self, reading: Future[str]) -> None:
        try:
            reading.set_result(check_word("confirmation", self._read(), "the code alone"))
        except BaseException as error:
            reading.set_exception(error)
