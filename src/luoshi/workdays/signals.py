"""``calendar_changed`` is sent inside the transaction when a notice is entered or withdrawn.

Arguments: ``office`` (``None`` where it concerns every office here; the offices below inherit it too), ``first`` and ``last`` day that may
have changed, ``by`` and ``at``. Who stores dates that were counted in days of work counts them again.
"""

from django.dispatch import Signal

calendar_changed = Signal()
