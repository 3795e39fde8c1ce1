"""How a request is refused."""

from __future__ import annotations

from verigen.core.errors import UserError


class BadRequest(UserError):  # noqa: N818 - reads as the finding it is
    """A request that can't be answered; `status` is that of the reply."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(" ".join(message.split()))
        self.status = status
