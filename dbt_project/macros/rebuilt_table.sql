{#- Replace a table in one statement. dbt's own builds it under another name and renames twice, with a look at the catalogue
    before each: for tables of a few thousand rows most of the time. Not for tables with a contract, which dbt checks. -#}
{%- materialization rebuilt_table, adapter='duckdb' -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- call statement('main') -%}
        create or replace table {{ target_relation }} as ({{ sql }})
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target_relation]}) }}
{%- endmaterialization -%}
