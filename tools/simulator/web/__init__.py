"""The simulator as a page in the browser: talk, listen, touch, and look inside."""
