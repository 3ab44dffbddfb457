"""The root of every refusal Hengji raises: an English code for programs, one Chinese sentence for people.

Problems *in data* are values (findings, reading problems); exceptions are for requests that cannot be carried out.
"""

from __future__ import annotations


class HengjiError(Exception):
    """A request that cannot be carried out.

    ``code`` identifies the kind for programs; ``message`` is one Chinese sentence; ``hint`` says what to do about it.
    """

    code = "hengji.error"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}{self.hint}" if self.hint else self.message
