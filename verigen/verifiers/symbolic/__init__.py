"""Grades final answers to mathematics problems: right, fast, and not to be hung by what a model writes."""

from verigen.verifiers.symbolic.judge import NAME, compare, verify

__all__ = ["NAME", "compare", "verify"]
