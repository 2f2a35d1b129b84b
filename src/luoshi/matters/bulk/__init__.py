"""Many matters at once: ticked in the list, looked at beforehand, done with one press."""
