"""One part of every kind, each in a file of its own."""
