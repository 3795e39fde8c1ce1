"""The part of Argilla's HTTP API (v1) that a data set goes through when it is imported: it keeps what it is sent."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

DATASET = r"/api/v1/(?:me/)?datasets/[^/]+"
NOW = "2026-01-01T00:00:00"
LISTS = ("fields", "questions", "vectors-settings", "metadata-properties")


def kept(row: dict[str, Any]) -> dict[str, Any]:
    """The row with what a server adds."""
    return {**row, "id": str(uuid4()), "inserted_at": NOW, "updated_at": NOW}


class ArgillaStore(ThreadingHTTPServer):
    """One workspace; `dataset`, `parts` by sort and `records` are what a client has made."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.user = kept({"username": "reviewer", "role": "owner"})
        self.workspace = kept({"name": "reviews"})
        self.dataset: dict[str, Any] = {}
        self.parts: dict[str, list[dict[str, Any]]] = {name: [] for name in LISTS}
        self.records: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, method: str, path: str, sent: Any) -> Any:
        """What the server says to a request; None for one that it does not know."""
        part = re.fullmatch(rf"{DATASET}/({'|'.join(LISTS)})", path)
        if part and method == "POST":
            self.parts[part[1]].append(kept(sent))
            return self.parts[part[1]][-1]
        if part:
            return {"items": self.parts[part[1]]}
        if path.endswith("/records/bulk"):
            self.records += map(kept, sent["items"])
            return {"items": self.records[-len(sent["items"]) :], "updated_item_ids": []}
        if method == "POST" and path == "/api/v1/datasets":
            self.dataset = kept(sent)
        if path.endswith("/publish"):
            self.dataset["status"] = "ready"
        known = {
            "/api/v1/me": self.user,
            "/api/v1/me/workspaces": {"items": [self.workspace]},
            "/api/v1/me/datasets": {"items": [self.dataset] if self.dataset else []},
            f"/api/v1/workspaces/{self.workspace['id']}": self.workspace,
        }
        return known.get(path, self.dataset if "/api/v1/datasets" in path else None)


class _Handler(BaseHTTPRequestHandler):
    server: ArgillaStore

    def _reply(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        found = self.server.answer(self.command, self.path.partition("?")[0], json.loads(sent or b"null"))
        body = json.dumps(found).encode()
        self.send_response(404 if found is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = _reply  # noqa: N815 - the server's names

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def argilla_server() -> Iterator[ArgillaStore]:
    with ArgillaStore() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()
