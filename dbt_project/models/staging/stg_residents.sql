with newest as (
    {{ newest_rows('residents') }}
),

dated as (
    {{ on_calendar_dates('newest', 'residents', 'snapshot_date', ['partner']) }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    calendar_date as covers_from,
    calendar_date as covers_to,
    person_key,
    birth_date,
    gender,
    calendar_date as snapshot_date,
    area,
    upbringing_municipality,
    finished_school_dk,
    highest_completed
from dated
