with newest as (
    {{ newest_rows('part_time_jobs') }}
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
    employer,
    cvr,
    start_date,
    end_date,
    weekly_hours
from newest
