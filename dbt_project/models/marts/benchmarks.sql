{#- A figure for a place that the code list lacks stands beside nothing; its receipt has said so. -#}
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
where geography != 'ukendt'
