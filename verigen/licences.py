"""Orders licences by what they ask of whoever passes a text on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# from free to strict; a licence that no row names is stricter than all of them
RANKS = (
    r"cc0|public domain|unlicense|0bsd|wtfpl|pddl",
    r"mit|bsd|isc|apache|zlib|psf|mit-0",
    r"cc[- ]by(?![- ](?:sa|nc|nd))|odc-by|attribution|cdla-permissive",
    r"mpl|lgpl|epl|cddl",
    r"cc[- ]by[- ]sa|gpl|agpl|odbl|cdla-sharing|share-?alike",
    r"\bnc\b|non-?commercial",
    r"\bnd\b|no-?derivatives",
)


def rank(licence: str) -> int:
    """0 for the freest; where several rows fit, the strictest of them."""
    fitting = [
        at for at, pattern in enumerate(RANKS) if re.search(pattern, licence.replace("_", "-"), re.IGNORECASE)
    ]
    return max(fitting, default=len(RANKS))


def strictest(licences: Iterable[str]) -> str:
    """Raises ValueError where there are none."""
    return max(sorted(set(licences)), key=rank)
