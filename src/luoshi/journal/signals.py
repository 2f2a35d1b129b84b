"""``recorded`` is sent inside the transaction for every entry written, with ``subject``, ``event`` and ``by``."""

from django.dispatch import Signal

recorded = Signal()
