"""Serves the page of a review on this machine alone, to whoever has the token in its address."""

from __future__ import annotations

import hmac
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.errors import UserError, VerigenError
from verigen.grading.review import page

if TYPE_CHECKING:
    from verigen.grading.review.desk import ReviewDesk

HOST = "127.0.0.1"
LARGEST = 1 << 16  # bytes of a request's body


class _Request(msgspec.Struct, frozen=True):
    """The body of a POST."""

    item: str
    answer: str = ""
    note: str = ""


class ReviewServer(ThreadingHTTPServer):
    """A server for one reviewer; `url` is the address of its page, with the token."""

    daemon_threads = True

    def __init__(self, desk: ReviewDesk, port: int = 0) -> None:
        self.desk, self.token = desk, secrets.token_urlsafe(24)
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            raise UserError(f"port {port} can't be used ({error.strerror}); choose another --port") from error

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.server_address[1]}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    server_version, sys_version, protocol_version = "verigen", "", "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        name = self._asked()
        if name == "":
            nonce = secrets.token_urlsafe(16)
            self._send(page.page(nonce).encode(), "text/html; charset=utf-8", policy=page.policy(nonce))
        elif name == "next":
            self._json(self.server.desk.next())
        elif name is not None:
            self._refuse(HTTPStatus.NOT_FOUND, "no such page")

    def do_POST(self) -> None:
        name = self._asked()
        if name is None:
            return
        if self.headers.get_content_type() != "application/json":
            self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "a request is JSON")
            return
        try:
            sent = msgspec.json.decode(self._body(), type=_Request)
            if name == "back":
                self._json(self.server.desk.back(sent.item))
            elif name == "answer":
                self._json(self.server.desk.answer(sent.item, sent.answer, sent.note[:2000]))
            else:
                self._refuse(HTTPStatus.NOT_FOUND, "no such page")
        except (msgspec.DecodeError, UserError, ValueError) as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
        except VerigenError as error:
            self._refuse(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))

    def _asked(self) -> str | None:
        """The name behind the token; None, and a refusal, without the token or for another host's name.

        The host is checked because a page of another site can make its own name mean this machine.
        """
        _, token, *rest = self.path.partition("?")[0].split("/")
        host = f"{HOST}:{self.server.server_address[1]}"
        if (
            not hmac.compare_digest(token.encode(), self.server.token.encode())
            or self.headers.get("Host") != host
        ):
            self._refuse(HTTPStatus.FORBIDDEN, "open the address that verigen review printed")
            return None
        return "/".join(rest)

    def _body(self) -> bytes:
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= LARGEST:
            raise ValueError("the request is too long")
        return self.rfile.read(length)

    def _json(self, value: Any) -> None:
        self._send(msgspec.json.encode(value), "application/json")

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        self.close_connection = True
        self._send(why.encode(), "text/plain; charset=utf-8", status)

    def _send(
        self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, policy: str = "default-src 'none'"
    ) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the base class gives
        """Nothing: the address holds the token."""
