"""Faults of a request: which are worth another try, how long to wait, and what the others mean."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from verigen.core.errors import PromptTooLong, RequestFailed, TeacherError, UserError
from verigen.teachers.endpoint.reply import BrokenReply

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenacity import AsyncRetrying, RetryCallState

    from verigen.teachers.endpoint.health import Health

REFUSED = (401, 403)
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 507, 520, 521, 522, 523, 524, 529})
MALFORMED = (400, 422)
WAITING = frozenset({429, 529})  # a rate limit: waiting helps
CROWDED = frozenset({408, 429, 503, 504, 529})
SPENT = ("insufficient_quota", "billing_hard_limit_reached")  # sent with 429; waiting is useless
FIRST_WAIT_S, LAST_WAIT_S = 0.5, 10.0
MIXED = 10  # how much longer a request may fail in changing ways
SHOWN = 300  # maximum characters of a server's message
PREFILL = "; for a model that thinks of its own accord set the option reasoner=true, else prefill=false"
# the wording of vLLM and OpenAI; llama.cpp; SGLang; Anthropic and Ollama; Google
TOO_LONG = re.compile(
    r"maximum context length|context_length_exceeded|exceed_context_size|exceeds the available context"
    r"|longer than the model's context length|prompt is too long|prompt too long|input token count .* exceeds",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How long to retry a server that does not answer, and the longest wait that it may ask for, in seconds."""

    longest_wait_s: float
    patience_s: float

    def retrying(self, health: Health, told: Callable[[RetryCallState], None]) -> AsyncRetrying:
        """A retry loop that calls `told` before each wait.

        It stops when no request was answered for `patience_s`, or when this request failed for `patience_s` while
        others were answered: always with the same fault, which is then the request's own, or for MIXED times as
        long with changing ones, which are the server's.
        """
        import tenacity

        began = same = 0.0
        last: object = None

        def enough(state: RetryCallState) -> bool:
            nonlocal began, same, last
            now, kind = time.monotonic(), _kind(state)
            began, same = began or now, same if kind == last else now
            last = kind
            alone = 0.0 if _waits(state) else max(now - same, (now - began) / MIXED)
            return max(health.silent_s, alone) + _asked(state) >= self.patience_s

        return tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(self.passes),
            stop=enough,
            wait=_wait,
            before_sleep=told,
            reraise=True,
        )

    def passes(self, error: BaseException) -> bool:
        """Whether another try may succeed."""
        if too_long(error) or (retry_after(error) or 0.0) > self.longest_wait_s:
            return False
        status = _status(error)
        if status is not None:
            return status in PASSING and getattr(error, "code", None) not in SPENT
        return isinstance(error, (*_cut(), BrokenReply))


def failures() -> tuple[type[Exception], ...]:
    """All exception types that a request may raise."""
    import openai

    return (openai.APIError, TimeoutError, TeacherError)


def crowded(error: BaseException) -> bool:
    import openai

    return _status(error) in CROWDED or isinstance(error, (TimeoutError, openai.APITimeoutError))


def lost(error: BaseException) -> bool:
    """Whether the server may have produced, and billed, an answer that did not arrive."""
    unconnected = type(error.__cause__).__name__ in {"ConnectError", "ConnectTimeout"}
    return isinstance(error, (*_cut(), BrokenReply)) and not unconnected


def too_long(error: BaseException) -> bool:
    if (status := _status(error)) is None:
        return False
    return status == 413 or bool(TOO_LONG.search(f"{getattr(error, 'code', None)} {said(error)}"))


def retry_after(error: BaseException | None) -> float | None:
    """Seconds that the server asks to wait, given as a number or as a date (RFC 9110, 10.2.3); None if it does not."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    if (text := headers.get("retry-after")) is None:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        return _until(text)


def _until(date: str) -> float | None:
    try:
        return max(0.0, parsedate_to_datetime(date).timestamp() - time.time())
    except ValueError:
        return None


def _wait(state: RetryCallState) -> float:
    import tenacity

    asked = _asked(state)
    back_off = tenacity.wait_exponential(FIRST_WAIT_S, LAST_WAIT_S) + tenacity.wait_random(0, FIRST_WAIT_S)
    return asked or back_off(state)


def _waits(state: RetryCallState) -> bool:
    """Whether the last try hit a rate limit, which says nothing about the request itself."""
    error = state.outcome.exception() if state.outcome else None
    return error is not None and _status(error) in WAITING


def _kind(state: RetryCallState) -> object:
    error = state.outcome.exception() if state.outcome else None
    return error and (_status(error) or type(error))


def _asked(state: RetryCallState) -> float:
    return retry_after(state.outcome.exception() if state.outcome else None) or 0.0


class RequestRefused(TeacherError):  # noqa: N818 - reads as the finding it is
    """A request that the server calls malformed."""


def final(
    error: Exception, url: str, policy: Policy, tries: int, key: str | None, *, alone: bool
) -> TeacherError:
    """The verigen error for a fault that remained after all tries, or that no other try would solve.

    `alone`: only this request failed; others were answered meanwhile.
    """
    told, status = hidden(said(error), key), _status(error)
    if isinstance(error, TeacherError) and not isinstance(error, BrokenReply):
        return type(error)(told)
    if too_long(error):
        return PromptTooLong(f"the prompt does not fit the context at {url}: {told}")
    asked = retry_after(error) or 0.0
    if asked > policy.longest_wait_s:
        return TeacherError(f"{url} asks to wait {asked:.0f} s before the next request: {told}")
    if (status is not None and status not in PASSING) or getattr(error, "code", None) in SPENT:
        kind = RequestRefused if status in MALFORMED else TeacherError
        return kind(f"{url} refused a request: {told}{PREFILL if 'prefill' in told.lower() else ''}")
    if alone:
        return RequestFailed(f"{url} failed {tries} times at this problem while it answered others: {told}")
    return TeacherError(
        f"{url} gave no answer for {policy.patience_s:.0f} s (tried {tries} times, at last: {told}); what is "
        "finished is kept: see to the server and give the same command again, or wait longer with --patience"
    )


def refused_key(url: str, key_env: str, key: str | None) -> UserError:
    if key is None:
        return UserError(
            f"{url} wants a key: set {key_env}, or name the variable that holds it with key_env=NAME"
        )
    return UserError(f"{url} refused the key in {key_env}")


def hidden(text: str, key: str | None) -> str:
    """The text on one line, without the key, cut to SHOWN characters."""
    line = " ".join(text.split())
    return (line.replace(key, "***") if key else line)[:SHOWN]


def _status(error: BaseException) -> int | None:
    found: Any = getattr(error, "status_code", None)
    return found if isinstance(found, int) else None


def said(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if _status(error) is not None:
        return str(error)
    return str(error.__cause__ or "") or str(error)  # the cause says more if the connection was cut


def _cut() -> tuple[type[Exception], ...]:
    import openai

    return (openai.APIConnectionError, TimeoutError)
