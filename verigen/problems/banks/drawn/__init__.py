"""Draws random fields from JSON schemas: problems of the domain extract."""
