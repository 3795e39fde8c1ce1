"""Exception that a mutator raises if it can't vary a problem."""

from __future__ import annotations

from verigen.core.errors import VerigenError


class Refused(VerigenError):  # noqa: N818 - reads as the finding it is
    """`reason` is a short phrase that is counted; the message says what prevents the change in this problem."""

    exit_code = 2

    def __init__(self, reason: str, message: str = "") -> None:
        super().__init__(message or reason)
        self.reason = reason
