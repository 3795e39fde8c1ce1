"""Posts JSON to `verigen serve` and waits while it is busy or restarts; a request may safely be sent twice."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import threading
import time
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from verigen.core.errors import PartError, UserError

TOKEN = "VERIGEN_TOKEN"  # noqa: S105 - the name of a variable
BUSY = frozenset({429, 502, 503, 504})
LONGEST_PAUSE_S = 10.0
LOST = (OSError, http.client.HTTPException)


class ServerRefused(PartError):  # noqa: N818 - reads as the finding it is
    """A server that answered, but not with what was asked for; `status` is its reply's."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """A client of one server, safe to use from several threads; each keeps a connection of its own.

    `patience_s`: how long a server may be away or busy before PartError is raised. `timeout_s`: how long one
    reply may take. The token is that of the environment variable VERIGEN_TOKEN.
    """

    url: str
    patience_s: float = 120.0
    timeout_s: float = 120.0
    _kept: threading.local = field(default_factory=threading.local, repr=False, compare=False)
    _all: list[http.client.HTTPConnection] = field(default_factory=list, repr=False, compare=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connections of all threads."""
        for connection in self._all:
            connection.close()

    def post(self, path: str, body: bytes) -> bytes:
        """The body of the reply. Raises ServerRefused, PartError once the patience is over, UserError for a bad URL."""
        return self._ask("POST", path, body)

    def get(self, path: str) -> bytes:
        return self._ask("GET", path, None)

    def _ask(self, method: str, path: str, body: bytes | None) -> bytes:
        ends, tries = time.monotonic() + self.patience_s, 0
        while True:
            try:
                status, said, pause = self._once(method, path, body)
            except LOST as error:
                self._forget()
                status, said, pause = 0, f"{type(error).__name__}: {error}".encode(), None
            if status and status not in BUSY:
                break
            wait = min(pause if pause is not None else 0.05 * 2**tries, LONGEST_PAUSE_S) * random.uniform(
                0.5, 1.0
            )
            if time.monotonic() + wait > ends:
                raise PartError(
                    f"no answer from {self.url} in {self.patience_s:g} s; the last: {_line(status, said)}"
                )
            time.sleep(wait)
            tries = min(tries + 1, 8)
        if status != http.client.OK:
            raise ServerRefused(f"{self.url}{path}: {_line(status, said)}", status)
        return said

    def _once(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes, float | None]:
        connection, prefix = self._connection()
        headers = {"Content-Type": "application/json"}
        if token := os.environ.get(TOKEN):
            headers["Authorization"] = f"Bearer {token}"
        connection.request(method, prefix + path, body, headers)
        reply = connection.getresponse()
        said, after = reply.read(), reply.getheader("Retry-After")
        return reply.status, said, float(after) if after and after.isdigit() else None

    def _connection(self) -> tuple[http.client.HTTPConnection, str]:
        """This thread's connection; http.client sets TCP_NODELAY, without which a small request waits 40 ms."""
        found = urlsplit(self.url)
        if found.scheme not in {"http", "https"} or not found.hostname:
            raise UserError(f"{self.url!r} is no address of a server; give one such as http://host:8400")
        if getattr(self._kept, "connection", None) is None:
            kind = http.client.HTTPSConnection if found.scheme == "https" else http.client.HTTPConnection
            self._kept.connection = kind(found.hostname, found.port, timeout=self.timeout_s)
            self._all.append(self._kept.connection)
        return self._kept.connection, found.path.rstrip("/")

    def _forget(self) -> None:
        self._all.remove(self._kept.connection)
        with contextlib.suppress(OSError):
            self._kept.connection.close()
        self._kept.connection = None


def _line(status: int, said: bytes) -> str:
    text = " ".join(said[:300].decode("utf-8", "replace").split())
    return f"{status} {text}" if status else text
