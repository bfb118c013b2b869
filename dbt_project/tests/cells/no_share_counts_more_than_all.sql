select
    indicator_id,
    period
from {{ ref('cells') }}
where
    numerator < 0
    or (measure = 'share' and (numerator > denominator or persons != denominator))
