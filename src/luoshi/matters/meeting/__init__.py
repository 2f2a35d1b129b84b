"""The page of a meeting: who sat, what was decided, where it stands."""
