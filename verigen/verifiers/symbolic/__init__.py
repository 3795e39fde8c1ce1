"""Grades final answers to mathematics problems, with limits on time and memory for any input."""

from verigen.verifiers.symbolic.judge import NAME, compare, verify
from verigen.verifiers.symbolic.many import verify_async, verify_many
from verigen.verifiers.symbolic.pool import warm
from verigen.verifiers.symbolic.tolerance import Tolerance

__all__ = ["NAME", "Tolerance", "compare", "verify", "verify_async", "verify_many", "warm"]
