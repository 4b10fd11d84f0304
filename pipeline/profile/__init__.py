"""The profile: what people keep, how its file is read and checked, and what is to be watched for it."""
