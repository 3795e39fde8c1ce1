"""Pass rates on held-out suites: sample, measure from the ledger, compare, draw."""
