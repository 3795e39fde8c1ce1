"""One order from end to end, on one machine or many."""
