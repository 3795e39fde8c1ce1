"""The words, the contracts, the codec and small tools; no idea of any domain."""
