"""How answers of two types are compared: one module for each group of types."""
