select
    meeting,
    indicator_id,
    about,
    kind,
    text,
    owner,
    due,
    status,
    outcome
from {{ ref('stg_reflections') }}
