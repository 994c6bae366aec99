"""What can be wrong with a program: it does not compile, or it fails while it runs."""

from __future__ import annotations

__all__ = ["CompileError", "RunError"]


class CompileError(Exception):
    """The program is none; VK's error 12.

    Attributes:
        line: Where, from 1.
        column: Where, from 1.
    """

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(f"{message} (line {line}, column {column})")
        self.line = line
        self.column = column


class RunError(Exception):
    """The program failed or was too large; VK's error 13."""
