"""The bank of drawn fields: problems of the domain extract for verigen's schemas or the user's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.core.types import Problem, Source
from verigen.domains.extract.reference import ExtractReference
from verigen.problems.banks.drawn import brief, plan
from verigen.problems.banks.drawn.draw import drawn
from verigen.problems.banks.drawn.values import FakeSource
from verigen.verifiers.fields.shape import SchemaFault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.problems.banks.drawn.plan import FieldsPlan, NamedSchema

LICENCE = "CC0-1.0"  # of verigen's own schemas
TRIES = 20  # draws without a new prompt before a schema counts as used up


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnFields:
    """`path`: `all`, names of verigen's schemas joined by +, or a schema file; then options after commas.

    `variants` (20) per schema; `seed` (0); `nulls` (0.25), the share of the fields that may be missing and are;
    `locale`, Faker's names joined by +; `language` (English) of the texts. The schemas take turns. A seed draws the
    same fields wherever Faker has the same version. `licence` is that of a user's schema. Raises UserError in one
    line for a schema that can't be used.
    """

    path: str = plan.ALL
    licence: str = LICENCE

    def __post_init__(self) -> None:
        found = plan.read(str(self.path))
        for each in found.schemas:
            _made(each, found, 0, 0, self.licence)

    def problems(self) -> Iterator[Problem]:
        """Yield the problems. A schema that allows no new fields ends, and the others go on."""
        found = plan.read(str(self.path))
        left = list(found.schemas)
        seen: set[str] = set()
        for number in range(found.variants):
            for each in tuple(left):
                made = self._fresh(each, found, number, seen)
                if made is None:
                    left.remove(each)
                else:
                    seen.add(made.prompt)
                    yield made

    def _fresh(self, each: NamedSchema, found: FieldsPlan, number: int, seen: set[str]) -> Problem | None:
        for again in range(TRIES):
            made = _made(each, found, number, again, self.licence)
            if made.prompt not in seen:
                return made
        return None


def _made(each: NamedSchema, found: FieldsPlan, number: int, again: int, licence: str) -> Problem:
    """One problem. Raises UserError if no value fits the schema."""
    rng = seeds.rng(found.seed, "fields", each.name, number, again)
    locale = rng.choice(found.locales)
    try:
        fields = drawn(each.schema, each.shape, FakeSource(locale, rng), found.nulls)
    except SchemaFault as error:
        raise UserError(f"{each.name}: {error}") from error
    name = f"fields/{each.name}/{found.seed}/{number}"
    return Problem(
        id=name,
        domain="extract",
        prompt=brief.written(each.shape, fields, found.language, rng),
        reference=ExtractReference(fields=fields, json_schema=each.schema, language=found.language),
        family=name,
        source=Source(bank="fields", licence=LICENCE if each.ours else licence, seed=found.seed),
        tags={"topic": each.name, "locale": locale},
    )
