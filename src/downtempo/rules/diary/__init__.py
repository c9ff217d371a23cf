"""What the runner writes down beside the runs."""
