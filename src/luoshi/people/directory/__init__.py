"""The directory of people: posts, who holds them, who leads what; its pages and its import."""
