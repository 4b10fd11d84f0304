"""One look at one source: from the request to an accepted version, its changes and its alerts."""
