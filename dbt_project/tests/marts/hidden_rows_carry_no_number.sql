select
    indicator_id,
    period
from {{ ref('indicators') }}
where
    status not in ('ok', 'provisional')
    and (
        coalesce(numerator, denominator, value, ci_low, ci_high, pooled_3y) is not null
        or (status = 'suppressed' and coverage is not null)
    )
