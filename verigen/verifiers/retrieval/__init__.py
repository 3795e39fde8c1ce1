"""Checks that two unlike retrievers find the passage of a query, and that no other passage answers it."""
