"""Maths problems with one final answer: the part, the sets that its rows come from, what others may ask of it."""

from verigen.domains.math.part import Math

__all__ = ["Math"]
