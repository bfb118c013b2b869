{#- A running or completed education comes first, then the guidance status. In education by the guidance alone is in one
    that delivers no data: unknown. -#}
select
    cohort.period,
    dates.months,
    cohort.person_key,
    cohort.gender,
    case
        when spells.education_level is not null then spells.education_level
        when pupils.grade_level = 10 or guidance.status_group in ('primary', 'preparatory') then 'preparatory'
        when guidance.is_working then 'working'
        when guidance.in_education or coalesce(guidance.status_group, 'unknown') = 'unknown' then 'unknown'
        else 'unattached'
    end as status
from {{ ref('int_pathway_days') }} as dates
inner join {{ ref('int_grade9') }} as cohort on dates.period = cohort.period
left join {{ ref('int_pathway_spells') }} as spells
    on
        cohort.period = spells.period
        and dates.months = spells.months
        and cohort.person_key = spells.person_key
        and spells.choice = 1
left join {{ ref('stg_pupils') }} as pupils
    on cohort.person_key = pupils.person_key and dates.snapshot_date = pupils.snapshot_date
left join {{ ref('int_guidance_status') }} as guidance
    on
        cohort.person_key = guidance.person_key
        and dates.status_date between guidance.covers_from and guidance.covers_to
