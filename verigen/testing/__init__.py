"""Laws that every part must keep, verigen's own and those of other packages.

    from verigen.testing import check, sample

    def test_my_verifier() -> None:
        check("verifier", MyVerifier(), sample("math"))

`laws(kind)` returns them one by one, for a test runner that shows each; `check` works without a test runner.
verigen.testing.strategies has hypothesis strategies for problems and candidates.
"""

from __future__ import annotations

from verigen.testing.check import check, laws
from verigen.testing.law import LawBroken
from verigen.testing.sample import Sample, graded, sample

__all__ = ["LawBroken", "Sample", "check", "graded", "laws", "sample"]
