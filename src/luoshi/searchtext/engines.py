"""The two indexes: SQLite's FTS5 and PostgreSQL's ``tsvector``, told apart here and nowhere else.

Both only choose candidates: every condition is checked again on the stored text, so an answer never depends on how an index counts
positions or treats a script. FTS5 keeps no text of its own (``content=''``); an entry is taken out by giving it the tokens that went
in, which the stored text yields again. Its tokenizer ``ascii`` takes every character beyond ASCII as part of a token, whichever
version of Unicode that SQLite knows. PostgreSQL gets its tokens as an array and never sees a parser or a locale.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from luoshi.searchtext.tokens import Words, tokens


class Engine(Protocol):
    """What an index can do; ``rows`` are pairs of primary key and folded text."""

    def create(self, editor: BaseDatabaseSchemaEditor) -> None: ...

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None: ...

    def add(self, rows: Sequence[tuple[int, str]]) -> None: ...

    def remove(self, rows: Sequence[tuple[int, str]]) -> None: ...

    def clear(self) -> None: ...

    def candidates(self, words: Words) -> tuple[str, list[str]]:
        """A query for the primary keys of rows that may match, with its parameters."""
        ...


class Fts5:
    """A virtual table beside the rows, joined by rowid."""

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute(
            "CREATE VIRTUAL TABLE searchtext_index"
            " USING fts5(tokens, content='', detail=none, columnsize=0, tokenize='ascii')"
        )

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute("DROP TABLE searchtext_index")

    def add(self, rows: Sequence[tuple[int, str]]) -> None:
        self._write("INSERT INTO searchtext_index (rowid, tokens) VALUES (%s, %s)", rows)

    def remove(self, rows: Sequence[tuple[int, str]]) -> None:
        command = "INSERT INTO searchtext_index (searchtext_index, rowid, tokens) VALUES ('delete', %s, %s)"
        self._write(command, rows)

    def _write(self, command: str, rows: Sequence[tuple[int, str]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(command, [(pk, " ".join(_distinct(text))) for pk, text in rows])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO searchtext_index (searchtext_index) VALUES ('delete-all')")

    def candidates(self, words: Words) -> tuple[str, list[str]]:
        match = " AND ".join(f'"{token}"*' if begins else f'"{token}"' for token, begins in words.wanted())
        return "SELECT rowid FROM searchtext_index WHERE searchtext_index MATCH %s", [match]


class TsVector:
    """A column of the rows themselves, under a GIN index."""

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute("ALTER TABLE searchtext_searchrow ADD COLUMN tokens tsvector")
        editor.execute("CREATE INDEX searchtext_row_tokens ON searchtext_searchrow USING gin (tokens)")

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        editor.execute("ALTER TABLE searchtext_searchrow DROP COLUMN tokens")

    def add(self, rows: Sequence[tuple[int, str]]) -> None:
        command = "UPDATE searchtext_searchrow SET tokens = array_to_tsvector(%s::text[]) WHERE id = %s"
        with connection.cursor() as cursor:
            cursor.executemany(command, [(_distinct(text), pk) for pk, text in rows])

    def remove(self, rows: Sequence[tuple[int, str]]) -> None:
        """The tokens go with their row."""

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE searchtext_searchrow SET tokens = NULL")

    def candidates(self, words: Words) -> tuple[str, list[str]]:
        query = " & ".join(f"'{token}':*" if begins else f"'{token}'" for token, begins in words.wanted())
        return "SELECT id FROM searchtext_searchrow WHERE tokens @@ %s::tsquery", [query]


def _distinct(text: str) -> list[str]:
    return list(dict.fromkeys(tokens(text)))


def engine(vendor: str | None = None) -> Engine:
    """The index of the database in use."""
    return Fts5() if (vendor or connection.vendor) == "sqlite" else TsVector()
