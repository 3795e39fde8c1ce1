"""Makes problems from problems, their answers recomputed."""
