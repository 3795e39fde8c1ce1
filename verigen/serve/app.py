"""The routes of `verigen serve`, as an ASGI application."""

from __future__ import annotations

import asyncio
import hmac
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from verigen import __version__
from verigen.core.errors import VerigenError
from verigen.rewards import nemo_gym, openrlhf
from verigen.serve import programs, requests, settings
from verigen.serve.requests import BadRequest, Item
from verigen.serve.service import RETRY_AFTER_S, Service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from verigen.core.types import Problem, Verdict
    from verigen.rewards.score import Score

    Answer = Callable[[bytes], Awaitable[Any]]

OPEN = frozenset({"/health"})
encode = msgspec.json.Encoder().encode


def create() -> ASGIApp:
    """The application of one worker process; its settings come from the environment."""
    return application(Service(settings.kept()))


def application(service: Service) -> ASGIApp:
    """The routes around a service."""
    routes = Routes(service)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(service.scorer.grader, "math")
        yield
        await asyncio.to_thread(service.close)

    posts = {
        "/verify": routes.verify,
        "/get_reward": routes.reward,
        "/run": routes.run,
        "/run_code": routes.run_code,
    }
    made = [Route(path, _posted(path, answer, service), methods=["POST"]) for path, answer in posts.items()]
    made += [Route("/health", routes.health), Route("/metrics", routes.metrics)]
    return TokenGate(Starlette(routes=made, lifespan=life), service.settings.tokens)


class TokenGate:
    """Lets in requests with one of the tokens; all, if there are none."""

    def __init__(self, app: ASGIApp, tokens: tuple[str, ...]) -> None:
        self._app, self._words = app, tuple(f"Bearer {each}".encode() for each in tokens)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._words and scope["type"] == "http" and scope["path"] not in OPEN and not self._known(scope):
            refused = _error("give one of the server's tokens as Authorization: Bearer TOKEN", 401)
            refused.headers["Connection"] = "close"
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _known(self, scope: Scope) -> bool:
        given = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
        known = [hmac.compare_digest(given, word) for word in self._words]  # each one: time tells nothing
        return any(known)


class Routes:
    """What is answered to a body, by route."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def verify(self, body: bytes) -> Any:
        items, form = requests.items(body)
        problems = requests.problems(items)
        scores = await self._service.grade(items, problems)
        if form == "gym":
            return nemo_gym.answered(requests.row(body), scores[0])
        rows = [_row(*each) for each in zip(items, problems, scores, strict=True)]
        return rows[0] if form == "single" else {"items": rows}

    async def reward(self, body: bytes) -> Any:
        asked = requests.labelled(body)
        texts = [openrlhf.own(*pair) for pair in zip(asked.query, asked.prompts, strict=True)]
        items = [Item(text=text, reference=label) for text, label in zip(texts, asked.labels, strict=True)]
        return openrlhf.rows(await self._service.grade(items, requests.problems(items)))

    async def run(self, body: bytes) -> Any:
        if b'"language"' in body and b'"calls"' not in body:
            return await self.run_code(body)
        return await self._service.run(programs.bounded(requests.job(body), self._service.settings.job_s))

    async def run_code(self, body: bytes) -> Any:
        asked = requests.decoded(programs.decoder, body)
        job = programs.fusion(asked, self._service.settings.job_s)
        try:
            return programs.fused(await self._service.run(job))
        except BadRequest:
            raise
        except VerigenError as error:
            return programs.broken(str(error))

    async def health(self, _: Request) -> Response:
        said = {"status": "ok", "version": __version__, "waiting": self._service.waiting}
        return Response(encode(said), media_type="application/json")

    async def metrics(self, _: Request) -> Response:
        return Response(self._service.meters.text(), media_type="text/plain; version=0.0.4")


def _row(item: Item, problem: Problem | Verdict, score: Score) -> dict[str, Any]:
    verdict = score.verdict
    named = {"id": item.id} if item.id is not None else {}
    return {
        **named,
        "problem": getattr(problem, "id", "") if item.problem is not None else "",
        **msgspec.to_builtins(verdict),
        "reward": score.reward,
        "undecided": score.undecided,
        "unreadable": score.unreadable,
    }


def _posted(path: str, answer: Answer, service: Service) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that reads a bounded body, answers it, and counts."""

    async def endpoint(request: Request) -> Response:
        began = time.perf_counter()
        try:
            body = await _body(request, service)
            reply = Response(encode(await answer(body)), media_type="application/json")
        except BadRequest as error:
            reply = _error(str(error), error.status)
        except VerigenError as error:
            reply = _error(str(error), 500)
        service.meters.answered(path, reply.status_code, time.perf_counter() - began)
        return reply

    return endpoint


def _error(message: str, status: int) -> Response:
    headers = {"Retry-After": str(RETRY_AFTER_S)} if status == 429 else {}
    if status in {408, 413}:
        headers["Connection"] = "close"  # the rest of the body is not read
    return Response(encode({"error": message}), status, headers, "application/json")


async def _body(request: Request, service: Service) -> bytes:
    """The whole body. Raises BadRequest for one that is too large, before it is read, or too slow."""
    most, seconds = service.settings.body_bytes, service.settings.deadline_s
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
        raise BadRequest(f"a body of {told} bytes; send at most {most}", 413)
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise BadRequest(f"a body of more than {most} bytes", 413)
                parts.append(part)
    except TimeoutError:
        raise BadRequest(f"the body did not arrive within {seconds:g} s", 408) from None
    return b"".join(parts)
