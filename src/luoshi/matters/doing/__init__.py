"""What is done to one matter from its page: which acts are offered, what each asks for, and doing it."""
