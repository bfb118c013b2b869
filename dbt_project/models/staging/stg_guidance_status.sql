with newest as (
    {{ newest_rows('guidance_status') }}
),

dated as (
    {{ on_calendar_dates('newest', 'guidance_status', 'status_date', ['partner']) }}
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
    calendar_date as status_date,
    status,
    weekly_hours
from dated
