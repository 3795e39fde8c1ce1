"""Checks a run's verdicts: a second opinion on each, and planted answers that are certainly right or wrong."""
