"""The looks in their rhythm: what is due, the pass, the daemon, and what must be noticed although nothing happened."""
