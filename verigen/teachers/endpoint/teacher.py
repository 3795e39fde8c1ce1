"""A model behind an OpenAI-compatible HTTP server: vLLM, SGLang, llama.cpp, Ollama or a hosted service."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from verigen.core.errors import RequestFailed, TeacherError, UserError
from verigen.teachers.endpoint import check, faults
from verigen.teachers.endpoint.health import Health
from verigen.teachers.endpoint.limit import Limiter
from verigen.teachers.endpoint.reply import read
from verigen.teachers.endpoint.request import ServerProfile
from verigen.teachers.endpoint.stream import Streams

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tenacity import RetryCallState

    from verigen.core.turns import Form
    from verigen.core.types import Completion, Message, Sampling


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A teacher behind an OpenAI-compatible server.

    `model` is the server's name for the model; only the server knows which weights that is. The key is read from
    the environment variable `key_env` when the teacher is opened, and stored nowhere else. `concurrency` is the
    maximum number of parallel requests (None: the default for the kind of server). `timeout_s` limits one try of
    one request, including its wait in the server's queue. The session gives up when the server answers no request
    for `patience_s`, or asks to wait longer than `longest_wait_s`. `prefill`: whether the server continues a
    prefilled answer; `stream`: whether a few answers are streamed, to show the tokens under way (None: decided by the
    kind of server). `omit` names request fields that the server refuses,
    such as "temperature"; `body` holds additional fields.
    """

    name: str
    url: str
    model: str
    revision: str = "as served"
    reasoner: bool = False
    key_env: str = check.KEY_ENV
    concurrency: int | None = None
    timeout_s: float = 600.0
    patience_s: float = 600.0
    longest_wait_s: float = 120.0
    prefill: bool | None = None
    stream: bool | None = None
    omit: tuple[str, ...] = ()
    body: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def refuses(cls, model: str) -> str | None:
        if model.lower().startswith(("http://", "https://")):
            return None
        return "--engine endpoint needs --teacher http://HOST:PORT/v1"

    def __post_init__(self) -> None:
        for name in ("concurrency", "timeout_s", "patience_s", "longest_wait_s"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise UserError(f"an endpoint's {name} must be above zero, not {value}")

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[EndpointSession]:
        """Raises UserError for a wrong key or a model that is not served, TeacherError where no server answers."""
        key = check.key(self.key_env)
        served = await asyncio.to_thread(check.look, self.url, key, self.key_env, self.model)
        openai = check.client_library()
        client = openai.AsyncOpenAI(
            base_url=self.url,
            api_key=key or check.NO_KEY,
            max_retries=0,
            timeout=openai.Timeout(None, connect=check.TIMEOUT_S),  # the session limits the whole try
        )
        async with client:
            yield EndpointSession(self, served, client, key)


class EndpointSession:
    """An open endpoint; `lost` counts the tries whose answer was produced, and perhaps billed, but did not arrive."""

    def __init__(self, teacher: Endpoint, served: check.Served, client: Any, key: str | None) -> None:
        kind = served.dialect
        self._url, self._timeout_s, self._context = teacher.url, teacher.timeout_s, served.context
        self._key = key
        wanted = kind.streams if teacher.stream is None else teacher.stream
        self._streams = Streams(client, teacher.url, kind.counting, wanted=wanted)
        prefill = kind.prefill if teacher.prefill is None else teacher.prefill
        self._asking = ServerProfile(
            model=teacher.model, dialect=kind, prefill=prefill, omit=teacher.omit, more=teacher.body
        )
        self._policy = faults.Policy(longest_wait_s=teacher.longest_wait_s, patience_s=teacher.patience_s)
        self._health = Health(teacher.url, teacher.patience_s, teacher.timeout_s)
        self.concurrency = teacher.concurrency or kind.requests
        self._limiter = Limiter(self.concurrency)
        self.lost = self.wasted = 0  # an endpoint does not report the tokens of a cancelled request
        self.engine = f"{kind.name} at {teacher.url} (openai client {version('openai')})"

    @property
    def allowed(self) -> int:
        """Current limit of parallel requests: `concurrency`, or fewer while the server is overloaded."""
        return int(self._limiter.limit)

    @property
    def trouble(self) -> str | None:
        return self._health.trouble

    @property
    def under_way(self) -> int | None:
        """None where the server does not stream: it then reports the tokens of an answer only at its end."""
        return self._streams.under_way

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        """Request one completion; cancelling closes the connection, which makes the server abort.

        Where the server can't continue a prefilled answer, an opening that only opens the thinking is left out of
        the request, and is part of the text only where the answer contains thinking.
        """
        return await self._drawn(messages, sampling, self._asking.body(messages, sampling, seed))

    @property
    def forms(self) -> frozenset[str]:
        """The kinds of form that this kind of server constrains an answer to; none for an unknown one."""
        return frozenset(self._asking.dialect.forms)

    async def form(
        self, messages: tuple[Message, ...], sampling: Sampling, seed: int, form: Form
    ) -> Completion:
        """Like `generate`. Raises RequestFailed for a form that this server refuses."""
        body = self._asking.body(messages, sampling, seed, form)
        try:
            return await self._drawn(messages, sampling, body)
        except faults.RequestRefused as error:
            raise RequestFailed(f"{error} (it has a form: {form.kind})") from None

    async def _drawn(
        self, messages: tuple[Message, ...], sampling: Sampling, body: dict[str, Any]
    ) -> Completion:
        self._fits(sampling)
        opening = self._asking.opening(messages)
        retrying = self._policy.retrying(self._health, self._told)
        try:
            with self._health.request():
                completion: Completion = await retrying(self._ask, body, opening, sampling)
        except faults.failures() as error:
            tries = retrying.statistics["attempt_number"]
            alone = self._health.silent_s < self._policy.patience_s
            # no cause: the server's text may contain the key, which must not appear in a traceback
            raise faults.final(error, self._url, self._policy, tries, self._key, alone=alone) from None
        return completion

    def _told(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        if error is not None and state.next_action is not None:
            self._health.failed(faults.hidden(faults.said(error), self._key), state.next_action.sleep)

    async def _ask(self, body: dict[str, Any], opening: str, sampling: Sampling) -> Completion:
        async with self._limiter.place() as place:
            started = time.monotonic()
            try:
                with self._health.attempt():
                    async with asyncio.timeout(self._timeout_s):
                        reply = await self._streams.ask(body)
                completion = read(reply, opening, self._url, logprobs=sampling.logprobs)
            except faults.failures() as error:
                self.lost += faults.lost(error)
                if faults.crowded(error):
                    place.crowded(min(faults.retry_after(error) or 0.0, self._policy.longest_wait_s))
                raise
            place.served()
            self._health.answered(time.monotonic() - started)
            return completion

    def _fits(self, sampling: Sampling) -> None:
        if self._context is not None and sampling.max_tokens > self._context:
            raise TeacherError(
                f"{sampling.max_tokens} tokens an answer leave no room for a prompt in the context of "
                f"{self._context} tokens at {self._url}; lower --max-tokens or serve a longer context"
            )
