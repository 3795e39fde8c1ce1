"""Grades solutions of logic puzzles in whatever form they are written."""
