"""Problems as JSON: the domain tells which kind of reference a row holds."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from verigen.core.types import CodeReference, Domain, MathReference, NoReference, Problem, Source

REFERENCES: dict[Domain, type[MathReference | CodeReference]] = {"math": MathReference, "code": CodeReference}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """A problem as it stands in a file; what is None the reader fills in."""

    domain: Domain
    prompt: str
    reference: msgspec.Raw
    id: str | None = None
    family: str | None = None
    source: Source | None = None
    tags: dict[str, str] = field(default_factory=dict)


_decoder = msgspec.json.Decoder(ProblemRow)


def decode(line: bytes | str, *, id_: str = "", source: Source | None = None) -> Problem:
    """Read one problem; `id_` and `source` stand in where the row has none.

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


def _reference(text: bytes, domain: Domain) -> MathReference | CodeReference | NoReference:
    """Only `{}` says that there is none: a reference whose fields are misspelt stays an error."""
    if text.startswith(b"{") and not text[1:-1].strip():
        return NoReference()
    return msgspec.json.decode(text, type=REFERENCES[domain])


def encode(problem: Problem) -> bytes:
    return msgspec.json.encode(problem)
