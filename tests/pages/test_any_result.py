"""Any result of a query is shown and can be downloaded, whatever its types and values."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from tests.pages.published_demo import Visitor

pytestmark = pytest.mark.usefixtures("queries_in_this_process")

RESULTS = [
    "[1, 2, null]",
    "[]",
    "[[1.5], [null]]",
    "{'a': 1, 'b': {'c': [date '2026-01-02']}}",
    "map {'a': 1.5, 'b': null}",
    "array_value(1.0::float, 2.0::float)",
    "'infinity'::double",
    "'-infinity'::float",
    "'nan'::double",
    "1e300",
    "1e-300",
    "date 'infinity'",
    "date '-infinity'",
    "date '9999-12-31' + 400000",
    "date '-0044-03-15'",
    "timestamp 'infinity'",
    "timestamp '290000-01-01'",
    "timestamp '-5000-01-01'",
    "timestamp_ns '2026-01-02 03:04:05.123456789'",
    "timestamp_s '2026-01-02 03:04:05'",
    "timestamptz '2026-01-02 03:04:05+02'",
    "timestamptz 'infinity'",
    "time '24:00:00'",
    "time '03:04:05.123456'",
    "timetz '03:04:05+02'",
    "interval '3 months 2 days 1 hour'",
    "interval '9000000 months'",
    "1.23::decimal(38, 20)",
    "99999999999999999999999999999999999999::decimal(38, 0)",
    "170141183460469231731687303715884105727::hugeint",
    "340282366920938463463374607431768211455::uhugeint",
    "18446744073709551615::ubigint",
    "'\\xAA\\x00'::blob",
    "''::blob",
    "uuid '12345678-1234-1234-1234-123456789012'",
    "'10101'::bit",
    "'b'::enum('a', 'b')",
    "union_value(a := 1)",
    "union_value(a := 'tekst')::union(a varchar, b integer)",
    "[union_value(a := 1)]",
    "{'a': interval '1 day', 'b': '\\xAA'::blob, 'c': uuid '12345678-1234-1234-1234-123456789012'}",
    "null",
    "chr(0) || 'x'",
    "chr(1) || chr(11) || chr(65535)",
    "repeat('x', 40000)",
    "'<b>&amp;</b>'",
    "true",
    "'1'::json",
    "'{\"a\": [1]}'::json",
    "'x'::variant",
    "123456789012345678901234567890::bignum",
    "row(1, 'a')",
    "1e308",
    "5e-324",
    "date '0001-01-01'",
    "timestamp '1850-01-01 10:00:00'",
    "[date 'infinity', date '2026-01-01']",
]


def test_every_kind_of_value_is_shown_and_downloaded(visitor: Visitor) -> None:
    kinds = ", ".join(f"{value} as c{place}" for place, value in enumerate(RESULTS))
    twice = "select 'før' as tekst, * from kinds union all select 'intet', * from kinds"
    query = f"with kinds as (select {kinds}) {twice}"
    page = visitor.send("/sql", sql=query)
    assert visitor.status == 200 and "Det gik ikke" not in page, page.split("Det gik ikke")[-1][:400]
    assert "2 rækker" in page and "uden for kalenderen" in page
    assert "intet" in visitor.send("/hent", sql=query, format="csv") and visitor.status == 200
    visitor.send("/hent", sql=query, format="xlsx")
    assert visitor.status == 200
    sheet = openpyxl.load_workbook(io.BytesIO(visitor.body))["Svar"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["før", "intet"]


@pytest.mark.parametrize(
    "value", ["'infinity'::double", "'nan'::float", "1e308", "5e-324", "9e37::decimal(38, 0)"]
)
def test_every_number_is_drawn_or_not(visitor: Visitor, value: str) -> None:
    page = visitor.send("/sql", sql=f"select 'a' as tekst, {value} as svar union all select 'b', -{value}")
    assert visitor.status == 200 and "2 rækker" in page


@pytest.mark.parametrize(
    "query",
    [
        "select 1 as a, 2 as a",
        'select 1 as ""',
        'select 1 as "<b>", 2 as "a\'b"',
        "select 'x' as status, null::int as value",
        "select ['x'] as status, null::int as value",
        "explain select 1",
        "describe indicators",
        "select " + ", ".join(f"{n} as c{n}" for n in range(2000)),
        "select 1 where false",
        "select unnest([1, 2])",
        "pivot (select 1 as a, 2 as b) on a using sum(b)",
        "select",
        ";",
        "",
        "\x00",
        "select '\ud7ff'",
        "/* kun en kommentar */",
        "select error('med vilje')",
        "select (",
    ],
)
def test_every_question_is_answered_or_refused_in_words(visitor: Visitor, query: str) -> None:
    visitor.send("/sql", sql=query)
    assert visitor.status == 200
    visitor.send("/hent", sql=query, format="xlsx")
    assert visitor.status in (200, 400)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_of_a_csv_file_is_no_formula(visitor: Visitor, start: str) -> None:
    code = f"chr({ord(start)}) || '1+1'"
    visitor.send("/hent", sql=f'select {code} as a, -1 as "-x", [{code}] as liste', format="csv")
    header, *rows = csv.reader(io.StringIO(visitor.body.decode(), newline=""))
    assert header == ["a", "'-x", "liste"]
    said = start.replace("\r", "\n")
    assert rows[0][:2] == [f"'{said}1+1", "-1"] and rows[0][2].startswith("[")


def test_a_text_longer_than_a_cell_is_cut_and_not_left_out(visitor: Visitor) -> None:
    visitor.send("/hent", sql="select repeat('x', 40000) as lang", format="xlsx")
    (lang,) = openpyxl.load_workbook(io.BytesIO(visitor.body))["Svar"]["A2:A2"][0]
    assert len(lang.value) == 32_767 and lang.value.endswith("x…")


@pytest.mark.parametrize(
    "path",
    [
        "/kvitteringer/%00",
        "/svar/..%2F..%2Fx",
        "/svar/%00",
        "/filer/%00/report.html",
        "/%00",
        "/" + "x" * 20_000,
    ],
)
def test_a_strange_path_is_no_failure(visitor: Visitor, path: str) -> None:
    visitor.get(path)
    assert visitor.status == 404


def test_long_forms_and_queries_are_refused_in_words(visitor: Visitor) -> None:
    visitor.send("/sql", **{f"f{n}": "" for n in range(200)})
    assert visitor.status == 413
    visitor.get("/sql?" + "&".join(f"f{n}=x" for n in range(3000)))
    assert visitor.status == 200
    visitor.get("/tal?indikator=" + "x" * 30_000)
    assert visitor.status == 404
