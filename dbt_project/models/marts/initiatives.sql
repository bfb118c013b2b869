select
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
from {{ ref('stg_initiatives') }}
