"""Has a teacher write the programs of problems from whose worked solutions none can be read."""
