with newest as (
    {{ newest_rows('exams') }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    covers_from,
    covers_to,
    variant,
    person_key,
    birth_date,
    gender,
    school_no,
    school_year,
    discipline,
    grade,
    exam_status
from newest
