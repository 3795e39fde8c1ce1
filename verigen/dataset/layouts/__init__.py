"""Layouts: the columns that a trainer reads, and a configuration that names them."""
