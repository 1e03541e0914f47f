"""Certification before Amazon does it: every rule that a program can hold."""
