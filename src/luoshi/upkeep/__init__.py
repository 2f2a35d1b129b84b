"""Looking after the installation: background work that needs a person, health, backups."""
