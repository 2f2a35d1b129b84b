"""征求意见表: each body gets its own rows, until when, and nobody else's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from django.test import Client
from docx import Document

from build_matters import done, meeting_of, proposed
from cast import Cast, cast, signed_in
from luoshi.matters.life import Act
from luoshi.matters.models import Matter

__all__ = ["cast", "signed_in"]
SignIn = Callable[[str], Client]


def papers(content: bytes) -> dict[str, str]:
    """The words of each file in a zip, by the body that its name begins with."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            document = Document(io.BytesIO(packed.read(name)))
            cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
            found[name.partition("_")[0]] = "\n".join([*(each.text for each in document.paragraphs), *cells])
    return found


def test_each_body_gets_the_rows_that_it_is_asked_about(cast: Cast, signed_in: SignIn) -> None:
    done(cast, proposed(cast, "排查水库", supporting=[cast.water]), Act.CONSULT)
    done(cast, proposed(cast, "修缮校舍"), Act.CONSULT)
    client, address = signed_in("zhoumin"), f"/prints/meetings/{meeting_of(cast).ref}/opinions.zip"
    found = papers(client.get(address).content)
    assert set(found) == {"市教育局", "市水务局"}
    assert "排查水库" in found["市水务局"]
    assert "修缮校舍" not in found["市水务局"]
    assert "2026年3月10日前反馈意见" in found["市教育局"]
    assert "意见和理由" in found["市教育局"]
    assert address in client.get(f"/meetings/{meeting_of(cast).ref}/opinions/").content.decode()


def test_who_has_answered_gets_no_paper_and_nobody_else_gets_any(cast: Cast, signed_in: SignIn) -> None:
    done(cast, proposed(cast), Act.CONSULT, Act.OPINE)
    address = f"/prints/meetings/{meeting_of(cast).ref}/opinions.zip"
    answer = signed_in("zhoumin").get(address)
    assert answer.status_code == 422
    assert "没有等待反馈的征求意见" in answer.content.decode()
    assert signed_in("chenjing").get(address).status_code == 404
    assert signed_in("liqiang").get(address).status_code in {403, 404}
    assert Matter.objects.get().state == "consulted"
