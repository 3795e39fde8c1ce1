"""The models that are sampled: catalogue, weights, one file an engine."""
