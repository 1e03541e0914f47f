"""The dialogues once more, spoken to Alexa's own understanding: needs an account."""
