with newest as (
    {{ newest_rows('participation') }}
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
    initiative_id,
    start_date,
    end_date,
    completed
from newest
