"""verigen makes verified training data for reasoning models: sample, grade, keep what was proved."""

__version__ = "0.1.0"
