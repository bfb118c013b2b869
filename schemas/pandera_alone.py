"""Pandera, without the libraries whose tables we do not hand to it.

It brings along each of them that it finds. Pandas is there for Great Expectations, Spark for those who count with it,
and Hypothesis for the tests: to import them is half of what the start of a command takes, and a file needs none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from threading import get_ident

import polars as pl

_BROUGHT_ALONG = ("hypothesis", "pandas", "pyspark")


class _Hiding:
    """Says of some libraries that they are not installed, to the thread that asked for it."""

    def __init__(self) -> None:
        self._thread = get_ident()

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """What the import system asks first for a module that is not imported yet."""
        if get_ident() == self._thread and name.partition(".")[0] in _BROUGHT_ALONG:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None


@contextmanager
def _hidden() -> Iterator[None]:
    hiding = _Hiding()
    sys.meta_path.insert(0, hiding)
    try:
        yield
    finally:
        sys.meta_path.remove(hiding)


try:
    with _hidden():
        import pandera.polars as pa
        from pandera.errors import SchemaErrors

        # The first check of all looks for them once more, and never again.
        pa.DataFrameSchema({"any": pa.Column(int, pa.Check.ge(0))}).validate(pl.DataFrame({"any": [0]}))
except ImportError:
    # A Pandera that cannot do without them is imported with them: only the start-up is slower.
    for name in [name for name in sys.modules if name.partition(".")[0] == "pandera"]:
        del sys.modules[name]
    import pandera.polars as pa
    from pandera.errors import SchemaErrors

__all__ = ["SchemaErrors", "pa"]
