{#- Looks ahead: for all days since the status date before, but at most 200, this date is the first that comes. -#}
select
    receipt_id,
    person_key,
    status_group,
    in_education,
    is_working,
    greatest(coalesce({{ add_days('previous_day', 1) }}, date '1900-01-01'), {{ add_days('covers_from', -200) }})
        as covers_from,
    covers_from as covers_to
from {{ ref('int_guidance_status') }}
