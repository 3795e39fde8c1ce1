"""Finds training problems that restate a suite's problems: by lineage, by words, by numbers."""
