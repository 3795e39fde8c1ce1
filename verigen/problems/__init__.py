"""Where problems come from, and what is made of them."""
