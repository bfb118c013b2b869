{#- All crossings that are ever counted: the total, each dimension, and three pairs. -#}

{%- macro dimensions() -%}
    {{- return({'area': 'O', 'gender': 'K', 'age_band': 'A', 'school': 'S'}) -}}
{%- endmacro -%}

{%- macro crossings() -%}
    {{- return([
        [], ['area'], ['gender'], ['age_band'], ['school'],
        ['area', 'gender'], ['area', 'age_band'], ['school', 'gender'],
    ]) -}}
{%- endmacro -%}

{#- grouping sets over all crossings, each within `always`. -#}
{%- macro group_by_crossings(always) -%}
    group by grouping sets (
        {%- for crossing in crossings() %}
        ({{ (always + crossing) | join(', ') }}){{ ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro -%}

{#- Every dimension of a row is either not broken down or one that its indicator lists. -#}
{%- macro crossing_is_listed(dims) -%}
    {%- for column, letter in dimensions().items() %}
    {{ 'and ' if not loop.first }}({{ column }} = 'total' or {{ dims }} like '%{{ letter }}%')
    {%- endfor %}
{%- endmacro -%}

{#- A row that is not broken down at all. `relation`: its alias, where there is more than one. -#}
{%- macro is_total(relation=none) -%}
    {%- for column in dimensions() %}
    {{ 'and ' if not loop.first }}{{ relation ~ '.' if relation }}{{ column }} = 'total'
    {%- endfor %}
{%- endmacro -%}

{#- The indicators to count: variable `indicators`. Where dbt is called by hand it has a default, but nothing is built
    with it: a list forgotten by the pipeline's own call would leave out what it does not name. -#}
{%- macro indicator_ids() -%}
    {%- set given = var('indicators', none) -%}
    {%- if execute and not given and flags.WHICH in ('build', 'run') -%}
        {{- exceptions.raise_compiler_error("Variable indicators is not given: call `medvind dbt`.") -}}
    {%- endif -%}
    {{- return(given or default_indicator_ids()) -}}
{%- endmacro -%}

{#- What the total of `cells` is more or less than its parts along a dimension, without sign. -#}
{%- macro total_less_parts(dimension, measure) -%}
    abs(sum(case when cells.{{ dimension }} = 'total' then cells.{{ measure }} else -cells.{{ measure }} end))
{%- endmacro -%}

{#- The indicators that `cells` counts in this build: those whose models are built with it, else all. -#}
{%- macro counted_indicators() -%}
    {%- set built = [] -%}
    {%- for indicator_id in indicator_ids() if is_incremental() and 'model.medvind.' ~ indicator_id in selected_resources -%}
        {%- do built.append(indicator_id) -%}
    {%- endfor -%}
    {{- return(built or indicator_ids()) -}}
{%- endmacro -%}

{#- The condition for the rows of an indicator that `cells` counts in this build: of the changed periods, or all. -#}
{%- macro counted_rows(indicator_id) -%}
    {{- return((changed_rows(graph.nodes['model.medvind.' ~ indicator_id]) if execute and is_incremental()) or 'true') -}}
{%- endmacro -%}

{#- Removes from `cells` what this build counts anew. dbt's own strategy `delete+insert` removes what the new rows have: an
    indicator that has none any more would keep its old ones. -#}
{%- macro remove_counted() -%}
    {%- if is_incremental() -%}
    delete from {{ this }} where
        {%- for indicator_id in counted_indicators() %}
        {{ 'or ' if not loop.first }}(indicator_id = '{{ indicator_id }}' and {{ counted_rows(indicator_id) }})
        {%- endfor %}
    {%- endif -%}
{%- endmacro -%}
