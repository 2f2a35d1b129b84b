"""Files: stored by their SHA-256 outside the database, named and guarded by rows inside it."""
