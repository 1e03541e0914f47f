"""The skill package: what Amazon's store and Alexa need to know of the skill."""
