"""What keeps an installation alive for years: backups, restoring, moving to another database."""
