"""The student check: what of a training record a model's chat template leaves, and what of it trains."""
