"""One way to write, and a journal that proves itself.

Every write of the platform is an *operation* (``operation.py``): access, rules, change and journal entry in one transaction, or
nothing. Each subject has a chain of its own in the journal; seals tie the chains to a key and a file outside the database.
"""
