with periods as (
    {{ covered_periods('school_year', 'period_end', [
        ('int_residence', 'period_start', 'denominator'),
        ('int_residence', 'period_end', 'denominator'),
        ('int_enrolments', 'period_start', 'denominator', 'end_date', 'exit_code'),
        ('int_enrolments', add_months('period_end', 12), 'denominator', 'end_date', 'exit_code'),
    ], final=('int_enrolments', add_months('period_end', 27))) }}
),

members as (
    select
        periods.period,
        spells.person_key || ' ' || spells.institution_no || ' ' || spells.education_type
        || ' ' || spells.start_date as unit,
        residence.area,
        residence.gender,
        1 as persons,
        case when spells.is_dropout then 1 else 0 end as numerator,
        1 as denominator
    from periods
    inner join {{ ref('int_upper_spells') }} as spells
        on spells.start_date between periods.period_start and periods.period_end
    inner join {{ ref('int_residence') }} as residence
        on
            spells.person_key = residence.person_key
            and spells.start_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    where spells.is_first
)

{{ indicator_rows(without=['age_band', 'school', 'cluster']) }}
