with newest as (
    {{ newest_rows('reflections') }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    covers_from,
    covers_to,
    meeting,
    indicator_id,
    about,
    kind,
    text,
    owner,
    due,
    status,
    outcome
from newest
