"""A run's file, and what is read off it."""
