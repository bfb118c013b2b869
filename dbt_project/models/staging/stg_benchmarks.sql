with newest as (
    {{ newest_rows('benchmarks') }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    covers_from,
    covers_to,
    variant,
    indicator_id,
    geography,
    period,
    value,
    numerator,
    denominator,
    source,
    retrieved
from newest
