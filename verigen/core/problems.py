"""Decodes and encodes problems as JSON. The domain determines the type of the reference."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import msgspec

from verigen.core import domains
from verigen.core.errors import UnknownPart, UserError
from verigen.core.types import NoReference, Problem, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """A problem as stored in a file. The reader fills in fields that are None."""

    domain: str
    prompt: str
    reference: msgspec.Raw
    id: str | None = None
    family: str | None = None
    source: Source | None = None
    tags: dict[str, str] = field(default_factory=dict)


_decoder = msgspec.json.Decoder(ProblemRow)


def decode(line: bytes | str, *, id_: str = "", source: Source | None = None) -> Problem:
    """Decode one problem; `id_` and `source` are used if the row has none.

    Raises msgspec.DecodeError that names the field.
    """
    row = _decoder.decode(line)
    name = row.id or id_
    origin = row.source or source
    if origin is None:
        raise msgspec.ValidationError("Object missing required field `source`")
    return Problem(
        id=name,
        domain=row.domain,
        prompt=row.prompt,
        reference=_reference(bytes(row.reference), row.domain),
        family=row.family or name,
        source=origin,
        tags=row.tags,
    )


def _reference(text: bytes, domain: str) -> object:
    """Decode a reference.

    Only `{}` means that there is none; a reference with misspelt fields stays an error.
    """
    decoder = _decoder_of(domain)
    if text.startswith(b"{") and not text[1:-1].strip():
        return NoReference()
    return decoder.decode(text)


@cache
def _decoder_of(domain: str) -> msgspec.json.Decoder[object]:
    """The decoder of a domain's references.

    Raises msgspec.ValidationError for an unknown domain, UserError for a domain whose reference type can't be
    read from JSON.
    """
    try:
        reference = domains.named(domain).reference
        return msgspec.json.Decoder(reference)
    except UnknownPart as error:
        raise msgspec.ValidationError(f"{error} - at `$.domain`") from error
    except TypeError as error:
        raise UserError(
            f"the domain {domain} says no type that its references can be read as: {error}"
        ) from error


def encode(problem: Problem) -> bytes:
    return msgspec.json.encode(problem)
