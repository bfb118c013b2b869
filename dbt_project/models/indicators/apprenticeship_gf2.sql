with periods as (
    {{ covered_periods('calendar_year', 'period_end', [
        ('int_residence', 'period_start', 'denominator'),
        ('int_residence', 'period_end', 'denominator'),
        ('int_enrolments', 'period_start', 'denominator', 'part', 'end_date', 'exit_code', 'contract_date'),
        ('int_enrolments', 'period_end', 'denominator', 'part', 'end_date', 'exit_code', 'contract_date'),
    ]) }}
),

members as (
    select
        periods.period,
        spells.person_key || ' ' || spells.institution_no || ' ' || spells.education_type
        || ' ' || spells.start_date as unit,
        residence.area,
        residence.gender,
        1 as persons,
        case when spells.contract_date <= spells.end_date then 1 else 0 end as numerator,
        1 as denominator
    from periods
    inner join {{ ref('int_enrolments') }} as spells
        on spells.end_date between periods.period_start and periods.period_end
    inner join {{ ref('int_residence') }} as residence
        on
            spells.person_key = residence.person_key
            and spells.end_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    where spells.part_group = 'basic_2' and spells.exit_group = 'completed'
)

{{ indicator_rows(without=['age_band', 'school', 'cluster']) }}
