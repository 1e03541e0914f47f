"""From phrasings in content to the weights in `understanding/`."""
