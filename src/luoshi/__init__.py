"""落实 Luoshi: follows what a government meeting decided until it is done."""

__version__ = "0.1.0.dev0"
