"""dagster-dbt: the translator's hook for checks, and functions of `dagster_dbt.asset_utils`.

If these fail, dbt's tests have no description in Dagster or block what is downstream (`dbt_translator.py`), their
results do not become check results, or a selection made by hand in Dagster is not what dbt builds (`dbt_events.py`,
`dbt_assets.py`).
"""

from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets
from dagster_dbt.asset_utils import get_asset_check_key_for_test, get_subset_selection_for_context

from tests.canaries.conftest import DbtBuild

TEST = "not_null_numbers_number"


class Translator(DagsterDbtTranslator):
    def get_asset_check_spec(self, asset_spec: Any, manifest: Any, unique_id: str, project: Any) -> Any:
        spec = super().get_asset_check_spec(asset_spec, manifest, unique_id, project)
        return spec and dg.AssetCheckSpec(spec.name, asset=spec.asset_key, description="described")


TRANSLATOR = Translator(DagsterDbtTranslatorSettings(enable_asset_checks=True))


def test_checks_are_made_by_the_translator(dbt_build: DbtBuild) -> None:
    @dbt_assets(manifest=dbt_build.manifest, dagster_dbt_translator=TRANSLATOR)
    def models():  # type: ignore[no-untyped-def]
        yield dg.Output(None)

    (check,) = models.check_specs
    assert (check.name, check.description, check.blocking) == (TEST, "described", False)


def test_a_dbt_test_leads_to_its_check(dbt_build: DbtBuild) -> None:
    (unique_id,) = (one for one in dbt_build.manifest["nodes"] if one.startswith("test."))
    key = get_asset_check_key_for_test(dbt_build.manifest, TRANSLATOR, unique_id, None)
    assert key == dg.AssetCheckKey(dg.AssetKey("numbers"), TEST)


def test_assets_selected_in_dagster_are_what_dbt_is_told_to_build(dbt_build: DbtBuild) -> None:
    selected: list[Any] = []

    @dbt_assets(manifest=dbt_build.manifest, dagster_dbt_translator=TRANSLATOR)
    def models(context: dg.AssetExecutionContext) -> Any:
        assert context.is_subset
        selected.append(
            get_subset_selection_for_context(context, dbt_build.manifest, None, None, None, TRANSLATOR, None)
        )
        yield dg.Output(None, "doubled")

    assert dg.materialize([models], selection="doubled").success
    assert selected == [(["--select", "canary.doubled"], None)]
