"""Problems whose answer is a program: the domain, its known data sets, and its optional protocols."""

from verigen.domains.code.part import Code

__all__ = ["Code"]
