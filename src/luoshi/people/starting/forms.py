"""The shape of what is typed on the page of the account slips."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from luoshi.people.accounts.forms import TokenForm


def require_address(address: str) -> str:
    """An address that stands on paper: http or https and a name; ``ValueError`` with a sentence where it is none."""
    parts = urlsplit(address.strip())
    if parts.scheme not in {"http", "https"} or not parts.netloc or not address.strip().isprintable() or " " in address:
        raise ValueError("网址写成 http://10.1.2.3:8000/ 这样，让各单位照着能打开。")
    return address.strip()


class SlipsForm(TokenForm):
    """Which bodies get a slip, and the address that stands on it. The bodies are checked against what the page offers."""

    address = forms.CharField(
        label="印在单子上的网址", max_length=120, help_text="各单位的电脑照这个网址打开。请换一台电脑先试一下。"
    )

    def clean_address(self) -> str:
        try:
            return require_address(self.cleaned_data["address"])
        except ValueError as error:
            raise ValidationError(str(error)) from error
