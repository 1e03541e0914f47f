"""Alexa on the desk: words in, the real handler asked, what is heard out."""
