select
    definitions.indicator_id,
    periods.period
from {{ ref('int_definitions') }} as definitions
inner join {{ ref('int_periods') }} as periods on definitions.period_type = periods.period_type
left join {{ ref('indicators') }} as totals
    on
        definitions.indicator_id = totals.indicator_id
        and periods.period = totals.period
        and {{ is_total('totals') }}
where totals.indicator_id is null
