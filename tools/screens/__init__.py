"""Checks every screen as Amazon's own engine shows it: read, measured, pictured."""
