"""Data types, part protocols, JSON encoding and small tools. Nothing here depends on a particular domain."""
