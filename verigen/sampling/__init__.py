"""Draws candidates from a teacher and grades each one as soon as it is finished."""
