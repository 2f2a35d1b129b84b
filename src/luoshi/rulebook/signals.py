"""``rule_changed`` is sent inside the transaction when an office's rule is made, ended or withdrawn.

Arguments: ``office`` (the offices below inherit from it), ``key``, ``first`` and ``last`` day on which another value may hold now (``last`` is
``None`` where there is no end), ``by`` and ``at``. Who stores dates that follow from the rule computes them again.
"""

from django.dispatch import Signal

rule_changed = Signal()
