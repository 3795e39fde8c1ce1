"""Programming problems: the domain, its references, and the readers of its data sets."""
