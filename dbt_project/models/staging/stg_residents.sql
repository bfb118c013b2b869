with newest as (
    {{ newest_rows('residents') }}
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
    snapshot_date,
    area,
    origin,
    upbringing_municipality,
    finished_school_dk,
    highest_completed
from newest
