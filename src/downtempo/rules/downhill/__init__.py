"""Sessions of reps on a descent."""
