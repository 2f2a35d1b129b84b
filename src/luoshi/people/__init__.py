"""People, the posts they hold for a time, and the accounts with which they sign in."""
