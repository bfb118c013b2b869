{%- set place_date = 'period_end' -%}

with periods as (
    {{ covered_periods('quarter', place_date, [
        ('int_residence', place_date, 'denominator'),
        ('int_benefits', place_date, 'denominator', 'end_date'),
        ('int_benefits', add_months('period_end', 3), 'denominator', 'end_date'),
        ('int_next_guidance_status', add_months('period_start', 3), 'numerator', 'weekly_hours'),
        ('int_next_guidance_status', add_months('period_end', 3), 'numerator', 'weekly_hours'),
    ]) }}
),

members as (
    select
        periods.period,
        episodes.person_key || ' ' || episodes.end_date as unit,
        residence.area,
        1 as persons,
        case when guidance.in_education or guidance.is_working then 1 else 0 end as numerator,
        1 as denominator
    from periods
    inner join {{ ref('int_benefit_episodes') }} as episodes
        on episodes.end_date between periods.period_start and periods.period_end
    inner join {{ ref('int_residence') }} as residence
        on
            episodes.person_key = residence.person_key
            and periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    left join {{ ref('int_next_guidance_status') }} as guidance
        on
            episodes.person_key = guidance.person_key
            and {{ add_months('episodes.end_date', 3) }} between guidance.covers_from and guidance.covers_to
    where {{ age_on('episodes.birth_date', 'episodes.end_date') }} between 18 and 29
)

{{ indicator_rows(without=['gender', 'age_band', 'school', 'cluster']) }}
