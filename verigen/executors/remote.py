"""Runs programs on the sandboxes of `verigen serve`, on another machine: `--executor http://host:8400`."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from verigen.core.errors import ExecutorError, PartError, UserError
from verigen.core.posting import Poster
from verigen.core.types import Execution

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool
    from verigen.core.types import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteSandbox:
    """The remote executor; `url` is the server's address, `patience_s` how long it may be away.

    The server decides how many programs run at a time. It needs its token in VERIGEN_TOKEN.
    """

    url: str = ""
    patience_s: float = 120.0

    @contextmanager
    def open(self) -> Iterator[Pool]:
        """Raises ExecutorError where no server answers, UserError without an address."""
        if not self.url:
            raise UserError("the remote executor needs an address: --executor http://host:8400")
        with Poster(url=self.url, patience_s=self.patience_s) as poster:
            try:
                poster.get("/health")
            except PartError as error:
                raise ExecutorError(f"the remote executor does not answer: {error}") from error
            yield RemotePool(poster)


class RemotePool:
    """A parts.Pool whose sandboxes are on a server."""

    def __init__(self, poster: Poster) -> None:
        self._poster = poster

    def run(self, job: Job) -> Execution:
        """Run a job there. Raises ExecutorError where the server or its sandbox failed."""
        try:
            return msgspec.json.decode(self._poster.post("/run", msgspec.json.encode(job)), type=Execution)
        except (PartError, msgspec.DecodeError, UnicodeError) as error:
            raise ExecutorError(f"the remote sandbox failed: {error}") from error
