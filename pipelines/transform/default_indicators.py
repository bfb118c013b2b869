"""The dbt macro with the list of all indicators, for dbt called by hand: `make generate` writes it, a test compares it.

The pipeline's own calls give the list as variable `indicators`; without a default, `dbt parse` would fail.
"""

from __future__ import annotations

from pipelines.transform.indicator_definitions import indicator_ids
from pipelines.transform.project import PROJECT

FILE = PROJECT / "macros" / "default_indicator_ids.sql"


def render() -> str:
    """Return the text of the macro `default_indicator_ids`."""
    ids = "".join(f"        '{indicator_id}',\n" for indicator_id in indicator_ids())
    return (
        "{#- Generated from seeds/definitions.csv by `make generate`. Do not edit. -#}\n"
        "{%- macro default_indicator_ids() -%}\n"
        f"    {{{{- return([\n{ids}    ]) -}}}}\n"
        "{%- endmacro -%}\n"
    )


def main() -> None:
    """Write the file."""
    FILE.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
