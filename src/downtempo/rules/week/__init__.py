"""What one week holds."""
