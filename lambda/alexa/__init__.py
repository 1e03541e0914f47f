"""The border: Alexa's requests in, Alexa's responses out."""
