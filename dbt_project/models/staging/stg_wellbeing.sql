with newest as (
    {{ newest_rows('wellbeing') }}
)

select
    receipt_id,
    partner,
    sequence,
    received_at,
    covers_from,
    covers_to,
    variant,
    school_no,
    school_year,
    gender,
    respondents,
    mean_score
from newest
