"""Sessions of fast reps on the flat."""
