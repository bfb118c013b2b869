with newest as (
    {{ newest_rows('guidance_status') }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    covers_from,
    covers_to,
    person_key,
    birth_date,
    gender,
    status_date,
    status,
    weekly_hours
from newest
