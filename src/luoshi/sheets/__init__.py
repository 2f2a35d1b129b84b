"""Tables as offices really send them (xlsx, xls, csv, docx) as rows of text, and tables going out. No models, imports no app."""

from luoshi.sheets.grid import Grid, Unreadable
from luoshi.sheets.header import Column, Header, Row, find_header, rows_below
from luoshi.sheets.reading import read_grids, read_paragraphs
from luoshi.sheets.writing import OutColumn, workbook

__all__ = [
    "Column",
    "Grid",
    "Header",
    "OutColumn",
    "Row",
    "Unreadable",
    "find_header",
    "read_grids",
    "read_paragraphs",
    "rows_below",
    "workbook",
]
