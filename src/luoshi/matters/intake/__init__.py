"""Taking texts in: the list of what came, handing in, the page of one text."""
