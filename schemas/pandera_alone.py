"""Import Pandera without the libraries that it imports whenever they are installed but that are not needed here.

Pandas is installed for Great Expectations, PySpark for the cluster, and Hypothesis for the tests; importing them
takes half of a command's start-up time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from threading import get_ident

import polars as pl

_HIDDEN = ("hypothesis", "pandas", "pyspark")


class _HidingFinder:
    """Import finder that reports some libraries as not installed, in the thread that created it."""

    def __init__(self) -> None:
        self._thread = get_ident()

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Raise ModuleNotFoundError for a hidden library; called first for each module not yet imported."""
        if get_ident() == self._thread and name.partition(".")[0] in _HIDDEN:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


@contextmanager
def _hidden() -> Iterator[None]:
    finder = _HidingFinder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


try:
    with _hidden():
        import pandera.polars as pa
        from pandera.errors import SchemaErrors
except ImportError:
    # A Pandera that requires them is imported with them; only the start-up is slower.
    for name in [name for name in sys.modules if name.partition(".")[0] == "pandera"]:
        del sys.modules[name]
    import pandera.polars as pa
    from pandera.errors import SchemaErrors

__all__ = ["SchemaErrors", "pa", "validate_rows"]


def validate_rows(rows: pl.DataFrame, schema: pa.DataFrameSchema) -> None:
    """Compare rows with a schema. Raises SchemaErrors with every failed cell.

    Pandera looks for the hidden libraries once more when it first validates something.
    """
    try:
        with _hidden():
            schema.validate(rows, lazy=True)
    except ImportError:
        schema.validate(rows, lazy=True)
