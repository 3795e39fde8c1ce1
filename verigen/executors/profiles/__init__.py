"""Sets of packages that a job can choose by name, and the pools that run such jobs."""
