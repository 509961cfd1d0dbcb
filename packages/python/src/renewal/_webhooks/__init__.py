"""How webhooks are signed and verified."""
