"""The rewriting run: a teacher writes problems, others solve them, and those that the solves agree on are kept."""
