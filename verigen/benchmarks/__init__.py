"""Pass rates on held-out suites: sampling, measuring, comparing, plotting."""
