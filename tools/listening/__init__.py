"""What is heard: how long it takes, how it sounds, and what an ear makes of words."""
