"""Finds training problems that are a suite's problems in another guise: by lineage, by words, by numbers."""
