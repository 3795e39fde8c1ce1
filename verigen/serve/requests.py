"""Reads the bodies of requests into typed values; what can't be read is the client's mistake, told in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from verigen.core.errors import ReferenceFault, UserError, VerigenError
from verigen.core.types import Job, Problem, Verdict
from verigen.rewards import nemo_gym
from verigen.rewards.graders import bad_reference
from verigen.rewards.truth import problem_of
from verigen.serve import lending
from verigen.serve.refusal import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Limits

T = TypeVar("T")
MAX_ITEMS = 10_000


class Item(msgspec.Struct):
    """One text to grade, with a `problem`, or a `reference` of a `domain` and perhaps the `prompt`."""

    text: str
    domain: str = "math"
    reference: Any = None
    problem: dict[str, Any] | None = None
    prompt: str | None = None
    id: str | None = None


class Batch(msgspec.Struct):
    items: list[Item]


class Labelled(msgspec.Struct):
    """OpenRLHF's request to a remote reward model."""

    query: list[str]
    prompts: list[str]
    labels: list[Any]


_item, _batch = msgspec.json.Decoder(Item), msgspec.json.Decoder(Batch)
_labelled, _job = msgspec.json.Decoder(Labelled), msgspec.json.Decoder(Job)
_object = msgspec.json.Decoder(dict[str, Any])
ITEMS, GYM = b'"items"', b'"response"'


def items(body: bytes) -> tuple[list[Item], str]:
    """The items of a /verify request, and its form: single, batch or gym (then the item is the row itself).

    Raises BadRequest.
    """
    if ITEMS in body[:200]:
        found = decoded(_batch, body).items
        if len(found) > MAX_ITEMS:
            raise BadRequest(f"{len(found)} items; send at most {MAX_ITEMS} in one request", 413)
        return found, "batch"
    if GYM in body and (row := decoded(_object, body)).get("response") is not None and "text" not in row:
        return [_gym(row)], "gym"
    return [decoded(_item, body)], "single"


def _gym(row: dict[str, Any]) -> Item:
    try:
        return Item(text=nemo_gym.said(row["response"]), reference=nemo_gym.truth(row))
    except (AttributeError, TypeError) as error:
        raise BadRequest(f"`response` is not in the form of OpenAI's Responses: {error}") from error
    except UserError as error:
        raise BadRequest(str(error), 422) from error


def problems(found: Sequence[Item], lent: Limits) -> list[Problem | Verdict]:
    """The problem of each item; an unreadable reference is a verdict already.

    Raises BadRequest that names the item, also for a problem whose programs may take more than is lent.
    """
    return [_problem(item, f"items[{at}]: " if len(found) > 1 else "", lent) for at, item in enumerate(found)]


def _problem(item: Item, where: str, lent: Limits) -> Problem | Verdict:
    made = _read(item, where)
    if isinstance(made, Problem):
        lending.affordable(made, lent, where)
    return made


def _read(item: Item, where: str) -> Problem | Verdict:
    if item.problem is None and item.reference is None:
        raise BadRequest(f"{where}give `reference` or `problem`", 422)
    try:
        if item.problem is not None:
            return problem_of(item.problem, item.domain)
        if item.prompt is not None and item.reference is not None:
            return problem_of({"prompt": item.prompt, "reference": _whole(item)}, item.domain)
        return problem_of(item.reference, item.domain)
    except ReferenceFault as fault:
        return bad_reference(str(fault))
    except VerigenError as error:
        raise BadRequest(f"{where}{error}", 422) from error


def _whole(item: Item) -> Any:
    """A bare answer beside a prompt, as a reference of its domain."""
    if isinstance(item.reference, dict):
        return item.reference
    return msgspec.to_builtins(problem_of(str(item.reference), item.domain).reference)


def labelled(body: bytes) -> Labelled:
    found = decoded(_labelled, body)
    if not len(found.query) == len(found.prompts) == len(found.labels):
        raise BadRequest("query, prompts and labels differ in length", 422)
    return found


def job(body: bytes) -> Job:
    return decoded(_job, body)


def row(body: bytes) -> dict[str, Any]:
    return decoded(_object, body)


def decoded(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    """The typed body. Raises BadRequest: 400 for what is no JSON, 422 for other fields."""
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        status = 422 if isinstance(error, msgspec.ValidationError) else 400
        raise BadRequest(f"the body is not what is asked for: {error}", status) from error
