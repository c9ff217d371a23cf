"""Any hard session."""
