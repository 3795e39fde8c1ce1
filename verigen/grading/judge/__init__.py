"""Ways to judge candidates where no reference proves them."""
