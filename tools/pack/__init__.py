"""From content that people write to the packs and models that machines read."""
