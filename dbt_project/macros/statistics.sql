{#- Value of a cell in the unit of its indicator: 0-100 for pct, as is for a score. -#}
{%- macro in_unit(share, unit) -%}
    case when {{ unit }} = 'pct' then 100 else 1 end * {{ share }}
{%- endmacro -%}

{#- Null, not an error and not infinity, where nobody is in the denominator. -#}
{%- macro value_of(numerator, denominator, unit) -%}
    {{ in_unit(numerator, unit) }} / nullif({{ denominator }}, 0)
{%- endmacro -%}

{#- z of 95 % two-sided. -#}
{%- macro z95() -%} 1.959963984540054 {%- endmacro -%}

{#- One end of the 95 % Wilson interval of y of n; sign '-' is the lower, '+' the upper. Never outside 0-1. -#}
{%- macro wilson_bound(y, n, sign) -%}
    greatest(0, least(1, (
        {{ y }} + {{ z95() }} * {{ z95() }} / 2
        {{ sign }} {{ z95() }} * sqrt({{ y }} * ({{ n }} - {{ y }}) / nullif({{ n }}, 0) + {{ z95() }} * {{ z95() }} / 4)
    ) / ({{ n }} + {{ z95() }} * {{ z95() }})))
{%- endmacro -%}

{#- The bound of a shown share of persons, in its unit; null for every other figure. -#}
{%- macro interval_bound(sign) -%}
    case
        when measure = 'share' and value is not null
            then {{ in_unit(wilson_bound('numerator', 'denominator', sign), 'unit') }}
    end
{%- endmacro -%}

{#- An aggregate over the same cell's periods that began within the last 36 months; counted in months, so that any engine can. -#}
{%- macro last_three_years(aggregate) -%}
    {{ aggregate }} over (
        partition by indicator_id, {{ dimensions() | join(', ') }}
        order by year(period_start) * 12 + month(period_start)
        range between 35 preceding and current row
    )
{%- endmacro -%}

{%- macro periods_in_three_years(period_type) -%}
    case {{ period_type }} when 'month' then 36 when 'quarter' then 12 else 3 end
{%- endmacro -%}
