"""Checks, before an endpoint is used, that it answers, accepts the key and serves the model."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import msgspec

from verigen.core import jsonl
from verigen.core.errors import TeacherError, UserError
from verigen.teachers.endpoint import faults
from verigen.teachers.endpoint.request import Dialect, dialect

if TYPE_CHECKING:
    from types import ModuleType

KEY_ENV = "OPENAI_API_KEY"
NO_KEY = "none"  # the client requires a key; a server without keys ignores it
TRIES, WAIT_S, TIMEOUT_S = 3, 0.5, 15.0
SHOWN = 20
ABSENT = (404, 405, 501)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A model in a server's list; `max_model_len` is vLLM's and SGLang's name for its context in tokens."""

    id: str
    owned_by: str = ""
    max_model_len: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    data: list[Listed] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A model that a server serves; `context` in tokens, None where the server does not report it."""

    model: str
    dialect: Dialect
    context: int | None


def client_library() -> ModuleType:
    try:
        import openai
        import tenacity  # noqa: F401 - wanted with the first request
    except ImportError as error:
        raise TeacherError(
            f"an endpoint needs the package {error.name}: `pip install 'verigen-engine[endpoint]'`"
        ) from None
    return openai


def key(variable: str) -> str | None:
    """The key in an environment variable, None where the default variable is not set.

    Raises UserError for a variable that the user named and that is not set, or for a value that can't be a key.
    """
    found = os.environ.get(variable, "").strip()
    if not found and variable != KEY_ENV:
        raise UserError(f"the environment variable {variable}, named as key_env, is not set")
    if not (found.isascii() and found.isprintable()):
        raise UserError(f"the key in {variable} holds characters that no HTTP header may; set it again")
    return found or None


def look(url: str, secret: str | None, key_env: str, model: str | None) -> Served:
    """The served model of this name, or the server's only model. Raises UserError or TeacherError."""
    openai = client_library()
    with openai.OpenAI(base_url=url, api_key=secret or NO_KEY, max_retries=0, timeout=TIMEOUT_S) as client:
        listed = _listed(client, url, secret, key_env)
        found = _pick(listed, model, url)
        _knock(client, found.id, url, secret, key_env)
    host = urlsplit(url).hostname or ""
    return Served(model=found.id, dialect=dialect(host, found.owned_by), context=found.max_model_len)


def _listed(client: Any, url: str, secret: str | None, key_env: str) -> list[Listed] | None:
    """The models that the server lists; None where it has no list."""
    import tenacity

    policy = faults.Policy(longest_wait_s=TIMEOUT_S, patience_s=TRIES * TIMEOUT_S)
    retrying = tenacity.Retrying(
        retry=tenacity.retry_if_exception(policy.passes),
        stop=tenacity.stop_after_attempt(TRIES),
        wait=tenacity.wait_fixed(WAIT_S),
        reraise=True,
    )
    try:
        content = retrying(client.models.with_raw_response.list).http_response.content
    except faults.failures() as error:
        status = getattr(error, "status_code", None)
        if status in faults.REFUSED:
            raise faults.refused_key(url, key_env, secret) from None
        if status in ABSENT:
            return None
        raise TeacherError(
            f"no endpoint at {url}: GET {url}/models tried {retrying.statistics['attempt_number']} times, at last: "
            f"{faults.hidden(faults.said(error), secret)}; start the server, or check host, port and path"
        ) from None
    try:
        return msgspec.json.decode(content, type=Listing).data or []
    except jsonl.UNREADABLE as error:
        raise TeacherError(
            f"{url} is no OpenAI-compatible endpoint: GET {url}/models sent no list of models ({error}); "
            "the path mostly ends in /v1"
        ) from None


def _pick(listed: list[Listed] | None, model: str | None, url: str) -> Listed:
    if listed is None:
        if model is None:
            raise UserError(f"{url} does not list its models; name one: --teacher {url}#MODEL")
        return Listed(id=model)
    if model is None and len(listed) == 1:
        return listed[0]
    for known in listed:
        if known.id in {model, f"{model}:latest"}:  # Ollama lists a name without a tag as :latest
            return known
    names = ", ".join(sorted(known.id for known in listed)[:SHOWN]) or "nothing"
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    what = f"does not serve {model!r}" if model else "serves more than one model, or none"
    raise UserError(f"{url} {what}; there is: {names}{more}; name one: --teacher {url}#MODEL")


def _knock(client: Any, model: str, url: str, secret: str | None, key_env: str) -> None:
    """Request an answer to no messages: many servers list their models without a key and check it only here."""
    try:
        client.chat.completions.with_raw_response.create(model=model, messages=[], max_tokens=1)
    except faults.failures() as error:
        status = getattr(error, "status_code", None)
        if status in faults.REFUSED:
            raise faults.refused_key(url, key_env, secret) from None
        if status == 404:
            raise UserError(
                f"{url} has no chat with {model!r}: {faults.hidden(faults.said(error), secret)}; check the path "
                "(it mostly ends in /v1) and the model's name"
            ) from None
