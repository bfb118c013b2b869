select
    initiative_id,
    since,
    status,
    learning
from {{ ref('int_initiative_changes') }}
