"""Well-known sets of maths problems: what their rows say."""
