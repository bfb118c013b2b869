{{ replaced_by_period('month') }}
with newest as (
    {{ newest_rows('absence') }}
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
    school_no,
    month,
    school_days,
    sick_days,
    authorised_days,
    unauthorised_days
from newest
