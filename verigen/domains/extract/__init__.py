"""Extraction: fields are drawn, a teacher writes the text, and a second request reads the fields back."""
