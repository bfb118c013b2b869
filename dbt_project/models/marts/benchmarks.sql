select
    indicator_id,
    geography,
    period,
    value,
    numerator,
    denominator,
    source,
    retrieved
from {{ ref('stg_benchmarks') }}
