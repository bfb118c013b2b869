{#- Models whose rows of a period come from rows of the same period alone. Where drops have changed, only the periods that
    the days of those drops lie in are replaced; variable `changed_days` names these days ([[first, last], ...]). All is
    built without the variable, with --full-refresh, and where a model that is read is built whole. -#}

{#- column: `period`, or the column with a row's date. Spark builds whole tables. -#}
{%- macro replaced_by_period(column) -%}
    {{- config(materialized='by_period' if target.type == 'duckdb' else 'table', meta={'replaced_by': column}) -}}
{%- endmacro -%}

{%- materialization by_period, adapter='duckdb' -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set changed = changed_rows(model) if load_cached_relation(this) else none -%}
    {%- if changed -%}
        {%- call statement('removed') -%}
            delete from {{ target_relation }} where {{ changed }}
        {%- endcall -%}
    {%- endif -%}
    {%- call statement('main') -%}
        {%- if changed -%}
            insert into {{ target_relation }} by name select * from ({{ sql }}) where {{ changed }}
        {%- else -%}
            create or replace table {{ target_relation }} as ({{ sql }})
        {%- endif -%}
    {%- endcall -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target_relation]}) }}
{%- endmaterialization -%}

{#- The condition for the rows that are replaced, as literals so that DuckDB reads no others; none where all are. -#}
{%- macro changed_rows(node) -%}
    {%- if not execute or not node.config.meta.replaced_by or is_built_whole(node) -%}
        {{- return(none) -}}
    {%- endif -%}
    {%- if node.config.meta.replaced_by != 'period' -%}
        {{- return(on_changed_days(node.config.meta.replaced_by, node.config.meta.replaced_by)) -}}
    {%- endif -%}
    {%- set labels = changed_periods() | map(attribute='period') -%}
    {{- return("period in ('" ~ labels | join("', '") ~ "')") -}}
{%- endmacro -%}

{#- Periods are listed anew for each build, but those that are there stay as they are. -#}
{%- macro is_built_whole(node) -%}
    {%- if var('changed_days', none) is none or flags.FULL_REFRESH -%}
        {{- return(true) -}}
    {%- endif -%}
    {%- for read in node.depends_on.nodes if read in selected_resources and graph.nodes.get(read) -%}
        {%- if graph.nodes[read].config.materialized != 'by_period' and graph.nodes[read].name != 'int_periods' -%}
            {{- return(true) -}}
        {%- endif -%}
    {%- endfor -%}
    {{- return(false) -}}
{%- endmacro -%}

{#- The periods that changed days lie in, with their first and last day. By name, not by ref(): only what reads a model
    that is replaced by period asks for them, which is built after int_periods. -#}
{%- macro changed_periods() -%}
    {{- return(run_query(
        'select period, period_start, period_end from ' ~ this.incorporate(path={'identifier': 'int_periods'})
        ~ ' where ' ~ on_changed_days('period_start', 'period_end') ~ ' order by all'
    ).rows) -}}
{%- endmacro -%}

{%- macro on_changed_days(first, last) -%}
    {%- set conditions = [] -%}
    {%- for days in var('changed_days') -%}
        {%- do conditions.append(last ~ " >= date '" ~ days[0] ~ "' and " ~ first ~ " <= date '" ~ days[1] ~ "'") -%}
    {%- endfor -%}
    {{- return('(' ~ (conditions | join(' or ') or 'false') ~ ')') -}}
{%- endmacro -%}

{#- For a model that is replaced by period: a condition for what it reads, that the day lies in one of these periods. -#}
{%- macro day_is_in_a_changed_period(day) -%}
    {%- if not execute or is_built_whole(model) -%}
        {{- return('true') -}}
    {%- endif -%}
    {%- set conditions = [] -%}
    {%- for period in changed_periods() -%}
        {%- do conditions.append(day ~ " between date '" ~ period.period_start ~ "' and date '" ~ period.period_end ~ "'") -%}
    {%- endfor -%}
    {{- return('(' ~ (conditions | join(' or ') or 'false') ~ ')') -}}
{%- endmacro -%}
