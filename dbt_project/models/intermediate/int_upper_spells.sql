{#- Within 15 months, a new spell in the same education carries on the one before. -#}
with spells as (
    select *
    from {{ ref('int_enrolments') }}
    where education_level in ({{ upper() }})
),

neighbours as (
    select
        spells.person_key,
        spells.institution_no,
        spells.education_type,
        spells.start_date,
        count(case
            when
                another.start_date < spells.start_date
                and coalesce({{ add_months('another.end_date', 15) }} >= spells.start_date, true) then 1
        end) as carried_on,
        count(case
            when
                another.start_date > spells.start_date
                and another.start_date <= {{ add_months('spells.end_date', 15) }} then 1
        end) as resumed
    from spells
    left join spells as another
        on spells.person_key = another.person_key and spells.education_type = another.education_type
    group by spells.person_key, spells.institution_no, spells.education_type, spells.start_date
)

select
    spells.person_key,
    spells.institution_no,
    spells.education_type,
    spells.start_date,
    neighbours.carried_on = 0 as is_first,
    spells.exit_group = 'interrupted'
    and spells.end_date <= {{ add_months('spells.start_date', 12) }}
    and neighbours.resumed = 0 as is_dropout
from spells
inner join neighbours
    on
        spells.person_key = neighbours.person_key
        and spells.institution_no = neighbours.institution_no
        and spells.education_type = neighbours.education_type
        and spells.start_date = neighbours.start_date
