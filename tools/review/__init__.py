"""From content to a page that a clinician reviews, and from the review to content."""
