"""Accounts: signing in, roles, the two security profiles, and who acts through a request."""
