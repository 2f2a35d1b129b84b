"""Taking over the ledger (督办台账) that an office kept before, and giving it back in its own shape; entering matters of other sources."""
