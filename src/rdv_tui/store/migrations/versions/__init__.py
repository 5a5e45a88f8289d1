"""The revisions themselves; store/schema.py lists them."""
