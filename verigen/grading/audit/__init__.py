"""Checks a run's verdicts: a second opinion on each, and planted answers whose truth is beyond doubt."""
