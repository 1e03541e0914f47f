"""Measures what a listener waits for: starts, answers, growth."""
