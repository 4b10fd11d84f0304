"""Ready edits: from a line and what its law became to the line as it would read, and into its file."""
