{#- Every period, computed or not: what an indicator would need for it. From the meta of the indicator models. -#}
{%- for need in stated_needs() %}
select
    '{{ need.indicator_id }}' as indicator_id,
    period,
    period_start,
    period_end,
    '{{ needed_feeds()[need.model][0] }}' as feed,
    '{{ needed_feeds()[need.model][1] }}' as asks_for,
    '{{ need.gives }}' as gives,
    '{{ need.column }}' as needed_column,
    {{ need.day }} as needed_day
from {{ ref('int_periods') }}
where period_type = '{{ need.period_type }}'
{{ 'union all' if not loop.last }}
{%- else %}
select
    cast(null as string) as indicator_id,
    period,
    period_start,
    period_end,
    cast(null as string) as feed,
    cast(null as string) as asks_for,
    cast(null as string) as gives,
    cast(null as string) as needed_column,
    period_end as needed_day
from {{ ref('int_periods') }}
where 1 = 0
{%- endfor %}
