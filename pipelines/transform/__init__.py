"""Build the warehouse: decide what to rebuild, write dbt's source tables, call dbt in this process.

The arithmetic is in `dbt_project/`, disclosure control in `pipelines/publication/`.
"""
