"""The counts of a drop that keeps rows of earlier parts, after some of its rows were erased."""

from __future__ import annotations

from pipelines.intake.archive.drop_folder import ROWS
from pipelines.intake.archive.history import History
from pipelines.intake.identity.keyring import Keys
from pipelines.privacy.recount import recount
from pipelines.privacy.stored_rows import replace_table
from pipelines.settings import Settings
from tests.intake import samples
from tests.intake.samples import absence, send, text

SCOPE = '["561001", "2025-09-01"]'


def test_the_drops_own_rows_and_those_it_keeps_are_counted_apart(installation: Settings, keys: Keys) -> None:
    first, second = (send(installation, keys, text(samples.ABSENCE, absence(n, seed=n))) for n in (22, 20))
    rows = samples.rows(installation, second)
    own = rows["receipt_id"] == second.receipt_id
    fewer = rows.filter(own).head(19), rows.filter(~own).head(20)
    replace_table(installation.raw / second.folder / ROWS, fewer[0].vstack(fewer[1]))
    recount(installation, second)
    counted = History.look(installation).find(second.receipt_id)
    assert counted is not None
    assert (counted.rows.loaded, counted.rows.skipped, counted.scopes) == (19, 1, {SCOPE: 19})
    assert counted.kept[SCOPE].rows == {first.receipt_id: 20}
