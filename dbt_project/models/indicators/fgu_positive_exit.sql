with periods as (
    {{ covered_periods('calendar_year', 'period_end', [
        ('int_residence', 'period_start', 'denominator'),
        ('int_residence', 'period_end', 'denominator'),
        ('int_enrolments', 'period_start', 'denominator', 'end_date', 'exit_code'),
        ('int_enrolments', 'period_end', 'denominator', 'end_date', 'exit_code'),
        ('int_next_guidance_status', add_months('period_start', 3), 'numerator', 'weekly_hours'),
        ('int_next_guidance_status', add_months('period_end', 3), 'numerator', 'weekly_hours'),
    ]) }}
),

members as (
    select
        periods.period,
        spells.person_key || ' ' || spells.institution_no || ' ' || spells.start_date as unit,
        residence.area,
        1 as persons,
        case
            when guidance.status_group in ('upper', 'higher') or guidance.is_working then 1
            else 0
        end as numerator,
        1 as denominator
    from periods
    inner join {{ ref('int_enrolments') }} as spells
        on spells.end_date between periods.period_start and periods.period_end
    inner join {{ ref('int_residence') }} as residence
        on
            spells.person_key = residence.person_key
            and spells.end_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    left join {{ ref('int_next_guidance_status') }} as guidance
        on
            spells.person_key = guidance.person_key
            and {{ add_months('spells.end_date', 3) }} between guidance.covers_from and guidance.covers_to
    where spells.education_group = 'fgu' and spells.exit_group != 'ongoing'
)

{{ indicator_rows(without=['gender', 'age_band', 'school', 'cluster']) }}
