"""Checks whether replies follow verifiable instructions."""
