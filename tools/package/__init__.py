"""From `lambda/` to the package that Amazon runs."""
