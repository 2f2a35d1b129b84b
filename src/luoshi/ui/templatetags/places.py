"""The places of the bar on top, with the one that is open marked."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def place(context: Context, view: str, words: str) -> SafeString:
    """A link to a place, with ``aria-current`` on its own page and on the pages under it."""
    address, here = reverse(view), context["request"].path
    if here == address:
        return format_html('<a href="{}" aria-current="page">{}</a>', address, words)
    if here.startswith(address):
        return format_html('<a href="{}" aria-current="true">{}</a>', address, words)
    return format_html('<a href="{}">{}</a>', address, words)
