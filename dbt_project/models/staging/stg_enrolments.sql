with newest as (
    {{ newest_rows('enrolments') }}
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
    institution_no,
    institution,
    education_type,
    part,
    start_date,
    end_date,
    exit_code,
    contract_date
from newest
