with newest as (
    {{ newest_rows('pupils') }}
),

dated as (
    {{ on_calendar_dates('newest', 'pupils', 'snapshot_date', ['partner', 'school_no']) }}
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
    school_no,
    school,
    class,
    grade_level,
    district_school_no,
    start_date,
    end_date
from dated
