"""The rewriting run: a teacher writes problems, others solve them, and those with agreeing solves are kept."""
