"""Mutators make a problem from a problem and compute its answer; one file per mutator."""
