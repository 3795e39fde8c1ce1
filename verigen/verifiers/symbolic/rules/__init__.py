"""Rules that compare answers of two types, in one module per group of types."""
