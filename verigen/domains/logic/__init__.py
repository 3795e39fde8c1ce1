"""Logic puzzles with one solution: the domain, and the type of its references."""
