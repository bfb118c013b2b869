with newest as (
    {{ newest_rows('initiatives') }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    covers_from,
    covers_to,
    initiative_id,
    name,
    kind,
    track,
    lead_actor,
    actors,
    indicator_ids,
    start_date,
    end_date,
    status,
    learning
from newest
