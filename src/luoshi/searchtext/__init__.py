"""Searching by what is written: one tokenizer for both databases, no extension of either."""
