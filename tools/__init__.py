"""The workshop: everything that makes, tries and measures what ships."""
