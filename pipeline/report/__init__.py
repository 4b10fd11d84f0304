"""A profile's verdicts with their evidence as one file, fit to attach to a minute: HTML, Markdown, CSV."""
