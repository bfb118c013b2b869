{#- What is said of a figure that contributors are missing from: who, how much is enough, and why there is none. -#}

{#- Names in one text, the heaviest first. -#}
{%- macro names_by_weight(name, weight) -%} {{- adapter.dispatch('names_by_weight')(name, weight) -}} {%- endmacro -%}
{%- macro default__names_by_weight(name, weight) -%}
    array_join(transform(
        array_sort(collect_list(struct(-coalesce({{ weight }}, 1) as weight, {{ name }} as name))), one -> one.name
    ), ', ')
{%- endmacro -%}
{%- macro duckdb__names_by_weight(name, weight) -%}
    string_agg({{ name }}, ', ' order by coalesce({{ weight }}, 1) desc, {{ name }})
{%- endmacro -%}

{#- The least coverage with which a figure is shown. -#}
{%- macro least_coverage() -%} 0.95 {%- endmacro -%}

{#- Why a period has no figure; `gaps` is a row of int_period_gaps. -#}
{%- macro status_without_figure(gaps) -%}
    case
        when {{ gaps }}.is_before_start then 'before_start'
        when {{ today() }} <= greatest({{ gaps }}.last_day, coalesce({{ gaps }}.expected_by, {{ gaps }}.last_day)) then 'not_yet'
        when {{ gaps }}.has_any and {{ gaps }}.missing is not null then 'incomplete'
        else 'not_delivered'
    end
{%- endmacro -%}
