"""Publishes packs to a bucket, rolls them back, and tells what is live."""
