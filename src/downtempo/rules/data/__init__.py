"""How far a recording can be trusted."""
