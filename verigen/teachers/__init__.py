"""The models that are sampled: the catalogue, the weights, and one file per engine."""
