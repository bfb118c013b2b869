select
    indicator_id,
    period
from {{ ref('indicators') }}
where
    status in ('suppressed', 'not_delivered')
    and coalesce(numerator, denominator, value, ci_low, ci_high, pooled_3y, nullif(coverage, 0)) is not null
