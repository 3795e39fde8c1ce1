"""Checks licences: refuses rows without one, and finds the strictest of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core.errors import UserError
from verigen.core.types import UNKNOWN_LICENCE
from verigen.core.unread import UnreadRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.core.types import Problem

# From permissive to strict: the last row with a part of a licence's name gives its rank. A name in no row gets the
# rank after these, because its conditions are unknown; only a missing licence ranks higher.
RANKS = (
    ("CC0", "UNLICENSE", "PDDL", "PUBLIC DOMAIN", "0BSD"),
    ("MIT", "BSD", "APACHE", "ISC", "CC-BY", "CC BY", "ODC-BY", "CDLA-PERMISSIVE", "BSL"),
    ("MPL", "LGPL", "EPL", "ODBL"),
    ("GPL", "AGPL", "-SA", " SA"),
    ("-ND", " ND"),
    ("-NC", " NC", "NON-COMMERCIAL", "RESEARCH", "PROPRIETARY", "RESERVED"),
)
UNSAID = len(RANKS)
UNLICENSED = "names no licence; say it with --licence (an SPDX id such as MIT), or give the row a `licence`"


def known(problems: Iterable[Problem], name: str) -> Iterator[Problem]:
    """Pass problems with a licence. Raises UserError for the first without one."""
    for problem in problems:
        if not named(problem.source.licence):
            raise UserError(f"{name}: problem {problem.id!r} {UNLICENSED}")
        yield problem


def licensed(problems: Iterable[Problem], name: str) -> Iterator[Problem | UnreadRow]:
    """The problems with a licence, and an unread row in the place of each one without."""
    for problem in problems:
        if named(problem.source.licence):
            yield problem
        else:
            yield UnreadRow(place=f"{name}: problem {problem.id!r}", reason=UNLICENSED)


def named(licence: str) -> bool:
    return licence.strip().upper() not in {"", UNKNOWN_LICENCE, "NONE", "UNKNOWN", "OTHER", "NULL"}


def strictest(licences: Iterable[str]) -> str:
    """The most restrictive licence; of equally strict ones, the first by name."""
    return min(sorted(set(licences)), key=lambda one: -rank(one), default=UNKNOWN_LICENCE)


def rank(licence: str) -> int:
    """0 for the public domain; higher for each further kind of condition."""
    upper = licence.upper()
    found = [place for place, names in enumerate(RANKS) if any(name in upper for name in names)]
    return max(found, default=UNSAID) if named(licence) else UNSAID + 1
