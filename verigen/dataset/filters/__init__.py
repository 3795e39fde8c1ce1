"""Filters: each says why a candidate should not train, and where it saw that."""
