"""Maths problems with one final answer: the domain, its known data sets, and its optional protocols."""

from verigen.domains.math.part import Math

__all__ = ["Math"]
