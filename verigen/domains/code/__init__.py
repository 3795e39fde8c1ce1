"""Problems whose answer is a program: the part, the sets that its rows come from, what others may ask of it."""

from verigen.domains.code.part import Code

__all__ = ["Code"]
