"""Keys: they lie outside the database and outside its backup."""
