"""The profile: what people keep, and how its file is read, checked, begun, imported and written."""
