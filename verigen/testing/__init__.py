"""The laws that every part must keep: verigen's own and those of other packages alike.

    from verigen.testing import check, sample

    def test_my_verifier() -> None:
        check("verifier", MyVerifier(), sample("math"))

`laws(kind)` gives them one by one, for a test runner that shows each; none is needed. Problems and candidates as
hypothesis strategies are in verigen.testing.strategies.
"""

from __future__ import annotations

from verigen.testing.check import check, laws
from verigen.testing.law import LawBroken
from verigen.testing.sample import Sample, graded, sample

__all__ = ["LawBroken", "Sample", "check", "graded", "laws", "sample"]
