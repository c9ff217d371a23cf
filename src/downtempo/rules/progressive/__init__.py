"""Progressive tempo."""
