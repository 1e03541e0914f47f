"""The core: what to say. It knows no Alexa, no AWS and no SSML."""
