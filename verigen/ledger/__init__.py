"""The ledger of a run, and reports computed from it."""
