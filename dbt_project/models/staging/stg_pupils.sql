with newest as (
    {{ newest_rows('pupils') }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    covers_from,
    covers_to,
    person_key,
    birth_date,
    gender,
    snapshot_date,
    school_no,
    school,
    class,
    grade_level,
    district_school_no,
    start_date,
    end_date
from newest
