"""What people do: the desk, and the edits that are ready for their lines."""
