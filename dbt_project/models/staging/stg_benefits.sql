with newest as (
    {{ newest_rows('benefits') }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    covers_from,
    covers_to,
    variant,
    person_key,
    birth_date,
    gender,
    benefit_type,
    start_date,
    end_date
from newest
