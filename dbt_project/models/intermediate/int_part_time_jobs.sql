select
    receipt_id,
    person_key,
    start_date,
    end_date,
    {{ spells_cover() }}
from {{ ref('stg_part_time_jobs') }}
