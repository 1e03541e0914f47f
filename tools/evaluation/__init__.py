"""Measures how well people's own words are understood."""
