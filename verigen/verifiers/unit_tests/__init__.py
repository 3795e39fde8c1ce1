"""Grades a program by running it in a sandbox; the expected results stay on the host."""

from verigen.verifiers.unit_tests.part import UnitTester, UnitTests

__all__ = ["UnitTester", "UnitTests"]
