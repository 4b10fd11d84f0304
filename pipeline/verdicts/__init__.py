"""Does a line still hold? From what a sentence cites to a verdict with its reasons."""
