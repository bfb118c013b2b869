select
    indicator_id,
    period
from {{ ref('indicators') }}
where
    status in ('ok', 'provisional')
    and (
        numerator is null or denominator is null or value is null or coverage is null or few is null
        or value < ci_low or value > ci_high
    )
