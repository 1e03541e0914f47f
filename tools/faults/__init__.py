"""A bucket that fails on purpose, and what is heard while it does."""
