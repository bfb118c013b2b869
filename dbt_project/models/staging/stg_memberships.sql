with newest as (
    {{ newest_rows('memberships') }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    covers_from,
    covers_to,
    club,
    year,
    member_no,
    birth_date,
    gender,
    area,
    joined,
    {{ adapter.quote('left') }}
from newest
