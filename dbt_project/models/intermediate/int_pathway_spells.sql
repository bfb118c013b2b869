select
    dates.period,
    dates.months,
    enrolments.person_key,
    enrolments.education_level,
    row_number() over (
        partition by dates.period, dates.months, enrolments.person_key
        order by
            case
                when enrolments.education_level = 'preparatory' then 3
                when {{ is_running('enrolments', 'dates.status_date') }} then 1
                else 2
            end,
            enrolments.start_date desc,
            enrolments.education_type,
            enrolments.institution_no
    ) as choice
from {{ ref('int_pathway_days') }} as dates
inner join {{ ref('int_enrolments') }} as enrolments
    on {{ is_running_or_completed('enrolments', 'dates.status_date') }}
where
    enrolments.education_level in ({{ upper() }})
    or (enrolments.education_level = 'preparatory' and {{ is_running('enrolments', 'dates.status_date') }})
