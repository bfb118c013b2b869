"""Files made by hand as other programs write them, since no installed library does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import openpyxl
import xlwt


def sheet(fill: Callable[[Any], None]) -> bytes:
    """Return an .xlsx file whose only sheet is filled by `fill`."""
    book = openpyxl.Workbook()
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(workbook: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with one of its parts rewritten."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def xls(rows: Iterable[Sequence[Any]], fill: Callable[[Any], None] = lambda _: None) -> bytes:
    """Return a workbook of Excel 97-2003."""
    book = xlwt.Workbook()
    table = book.add_sheet("Ark1")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            table.write(number, place, cell)
    fill(table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def html(rows: Iterable[Sequence[str]]) -> bytes:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><head><title>Fravær</title></head><body><table>{lines}</table></body></html>".encode()


def spreadsheetml(rows: Iterable[Sequence[str]], before: str = "", inside: str = "") -> bytes:
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    cells = "".join(f"<Row>{''.join(map(cell.format, row))}</Row>" for row in rows)
    return (
        f'<?xml version="1.0"?>{before}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Ark1"><Table>{cells}{inside}'
        "</Table></Worksheet></Workbook>"
    ).encode()


def ods(table: str, styles: str = "") -> bytes:
    """Return an OpenDocument workbook with the XML of its tables."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} xmlns:calcext="urn:calcext">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()}
    )


def ods_rows(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of text as OpenDocument writes them."""
    return "".join(f"<table:table-row>{''.join(map(ods_text, row))}</table:table-row>" for row in rows)


def ods_text(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
