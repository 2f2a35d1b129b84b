"""Requests that reach no page."""

from __future__ import annotations

from django.test import Client


def test_an_address_that_nobody_entered_is_told_how_to_be_entered(db: None) -> None:
    answer = Client().get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "LUOSHI_HOSTS" in answer.content.decode()
