select
    indicator_id,
    period
from {{ ref('indicators') }}
where
    status in ('ok', 'provisional')
    and (
        numerator is null or denominator is null or value is null or few is null
        or value < ci_low or value > ci_high
        or (coverage is null and {{ is_total() }})
        or coverage not between 0 and 1
        or (status = 'ok' and (coverage < 1 or missing is not null))
    )
