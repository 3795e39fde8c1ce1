"""Retrieval: a teacher writes queries that a passage of the user's corpus answers."""
