"""The routes of `verigen serve`, as an ASGI application."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import hmac
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from verigen import __version__
from verigen.core.errors import VerigenError
from verigen.rewards import nemo_gym, openrlhf
from verigen.serve import lending, programs, requests, settings
from verigen.serve.refusal import BadRequest
from verigen.serve.requests import Item
from verigen.serve.service import Service
from verigen.serve.wire import Posted, encode, said

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from verigen.core.types import Problem, Verdict
    from verigen.rewards.score import Score

COLLECT = 50_000  # new objects between collections; a request leaves no cycles behind
OPEN = frozenset({"/health"})
REFUSED = encode({"error": "give one of the server's tokens as Authorization: Bearer TOKEN"})


def create() -> ASGIApp:
    """The application of one worker process; its settings come from the environment."""
    return application(Service(settings.kept()))


def application(service: Service) -> ASGIApp:
    """The routes around a service."""
    routes = Routes(service)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(service.scorer.grader, "math")
        gc.collect()
        gc.freeze()  # what is loaded by now stays: a collection that walks over it delays a hundred requests
        gc.set_threshold(COLLECT)
        flushing = asyncio.create_task(service.meters.flushing())
        yield
        flushing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await flushing
        await asyncio.to_thread(service.close)

    answers = {
        "/verify": routes.verify,
        "/get_reward": routes.reward,
        "/run": routes.run,
        "/run_code": routes.run_code,
    }
    posts = {path: Posted(path, answer, service) for path, answer in answers.items()}
    made = [Route(path, post, methods=["POST"]) for path, post in posts.items()]
    made += [Route("/health", routes.health), Route("/metrics", routes.metrics)]
    return Gate(posts, Starlette(routes=made, lifespan=life), service.settings.tokens)


class Gate:
    """Lets in requests with one of the tokens (all, if there are none) and hands posts to their routes at once.

    Everything else is Starlette's: other methods, unknown paths, the start and the end.
    """

    def __init__(self, posts: dict[str, Posted], app: ASGIApp, tokens: tuple[str, ...]) -> None:
        self._posts, self._app = posts, app
        self._words = tuple(f"Bearer {each}".encode() for each in tokens)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._words and scope["path"] not in OPEN and not self._known(scope):
            await said(send, 401, REFUSED)
            return
        post = self._posts.get(scope["path"]) if scope["method"] == "POST" else None
        await (post or self._app)(scope, receive, send)

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
        problems = requests.problems(items, self._service.lent)
        scores = await self._service.grade(items, problems)
        if form == "gym":
            return nemo_gym.answered(requests.row(body), scores[0])
        rows = [_row(*each) for each in zip(items, problems, scores, strict=True)]
        return rows[0] if form == "single" else {"items": rows}

    async def reward(self, body: bytes) -> Any:
        asked = requests.labelled(body)
        texts = [openrlhf.own(*pair) for pair in zip(asked.query, asked.prompts, strict=True)]
        items = [Item(text=text, reference=label) for text, label in zip(texts, asked.labels, strict=True)]
        problems = requests.problems(items, self._service.lent)
        return openrlhf.rows(await self._service.grade(items, problems))

    async def run(self, body: bytes) -> Any:
        if b'"language"' in body and b'"calls"' not in body:
            return await self.run_code(body)
        return await self._service.run(lending.bounded(requests.job(body), self._service.lent))

    async def run_code(self, body: bytes) -> Any:
        asked = requests.decoded(programs.decoder, body)
        job = programs.fusion(asked, self._service.lent)
        try:
            return programs.fused(await self._service.run(job))
        except BadRequest:
            raise
        except VerigenError as error:
            return programs.broken(str(error))

    async def health(self, _: Request) -> Response:
        told = {"status": "ok", "version": __version__, "waiting": self._service.waiting}
        return Response(encode(told), media_type="application/json")

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
