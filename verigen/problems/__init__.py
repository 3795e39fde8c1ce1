"""Problem banks, and the tools that make problems from them."""
