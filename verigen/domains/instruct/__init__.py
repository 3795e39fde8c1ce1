"""Verifiable instructions: the domain, its references, and replies that are composed to follow them."""
