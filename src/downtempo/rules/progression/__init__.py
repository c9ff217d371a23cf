"""How training grows from week to week."""
