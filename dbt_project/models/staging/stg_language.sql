with newest as (
    {{ newest_rows('language') }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    covers_from,
    covers_to,
    variant,
    area,
    school_year,
    gender,
    children,
    assessed,
    age_appropriate
from newest
