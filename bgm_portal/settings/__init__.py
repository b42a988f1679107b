"""What an administrator tells the portal about the house, without restarting it (ADR 0031)."""
