"""A server on the loopback that speaks as much of the hub's protocol as `datasets` needs to read a repository."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COMMIT = "a" * 40
STATE = {"sha": COMMIT, "private": False, "gated": False, "disabled": False, "downloads": 0, "likes": 0}


class Hub(BaseHTTPRequestHandler):
    """`repositories` holds the files of each dataset by path."""

    protocol_version = "HTTP/1.1"
    repositories: ClassVar[Mapping[str, Mapping[str, bytes]]] = {}

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        for name, files in self.repositories.items():
            if path.startswith(f"/api/datasets/{name}/"):
                self._describe(path.removeprefix(f"/api/datasets/{name}/"), name, files)
                return
            file = path.removeprefix(f"/datasets/{name}/resolve/").partition("/")[2]
            if path.startswith(f"/datasets/{name}/") and file in files:
                etag = json.dumps(hashlib.sha256(files[file]).hexdigest())
                self._send(200, files[file], {"ETag": etag, "X-Repo-Commit": COMMIT})
                return
        self._send(404, b"{}", {"X-Error-Code": "EntryNotFound"})

    def _describe(self, rest: str, name: str, files: Mapping[str, bytes]) -> None:
        if not rest.startswith("tree/"):
            found: Any = {
                "id": name,
                "tags": [],
                "siblings": [{"rfilename": file} for file in files],
                **STATE,
            }
        else:
            below = rest.removeprefix("tree/").partition("/")[2]
            folders = {file.partition("/")[0] for file in files if "/" in file and not below}
            rows = [("directory", folder, 0) for folder in sorted(folders)]
            rows += [("file", f, len(files[f])) for f in files if f.rpartition("/")[0] == below]
            found = [{"type": kind, "path": path, "size": size, "oid": COMMIT} for kind, path, size in rows]
        self._send(200, json.dumps(found).encode(), {"Content-Type": "application/json"})

    def _send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


@contextmanager
def hub(repositories: Mapping[str, Mapping[str, bytes]]) -> Iterator[str]:
    """The address of a hub that holds these repositories."""
    handler = type("OwnHub", (Hub,), {"repositories": repositories})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
