"""Verdicts as rewards: one module per RL trainer, all with the same rule."""
