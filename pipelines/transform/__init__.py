"""From drops to cells and marts: dbt, called in this process, and the tables it reads that come from the contracts.

Here: what to rebuild, and calling dbt. Not here: any arithmetic (dbt_project/), any disclosure control.
"""
