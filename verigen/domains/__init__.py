"""The fields of problems: how they are put to a teacher and who grades them."""
