{#- The closed catalogue of crossings: the total, each dimension, and three pairs. No others are ever counted. -#}

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

{#- Not broken down at all. `relation`: the alias to say it of, where there is more than one. -#}
{%- macro is_total(relation=none) -%}
    {%- for column in dimensions() %}
    {{ 'and ' if not loop.first }}{{ relation ~ '.' if relation }}{{ column }} = 'total'
    {%- endfor %}
{%- endmacro -%}

{#- The indicators to count. None at all is a mistake of the caller, not an empty table. -#}
{%- macro indicator_ids() -%}
    {%- if not var('indicators', none) -%}
        {{- exceptions.raise_compiler_error("Variable indicators is not given: dbt_project.yml says what it holds.") -}}
    {%- endif -%}
    {{- return(var('indicators')) -}}
{%- endmacro -%}
