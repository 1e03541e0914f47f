"""What the skill promises, shown."""
