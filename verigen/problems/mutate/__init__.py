"""Makes problems from problems, with recomputed answers."""
