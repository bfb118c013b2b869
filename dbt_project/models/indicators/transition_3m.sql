{%- set place_date = 'make_date(year(period_end), 6, 1)' -%}
{%- set status_date = 'make_date(year(period_end), 10, 1)' -%}

with periods as (
    {{ covered_periods('school_year', place_date, [
        ('int_residence', place_date),
        ('stg_pupils', 'make_date(year(period_end), 2, 1)'),
        ('int_enrolments', status_date),
    ]) }}
),

enrolled as (
    select distinct
        periods.period,
        spells.person_key
    from periods
    inner join {{ ref('int_enrolments') }} as spells
        on {{ is_running_or_completed('spells', status_date) }}
    where spells.education_level in ({{ upper() }})
),

members as (
    select
        cohort.period,
        cohort.person_key as unit,
        cohort.area,
        cohort.gender,
        cohort.school,
        1 as persons,
        case when enrolled.person_key is null then 0 else 1 end as numerator,
        1 as denominator,
        1 as found
    from {{ ref('int_grade9') }} as cohort
    left join enrolled on cohort.period = enrolled.period and cohort.person_key = enrolled.person_key
)

{{ indicator_rows(without=['age_band', 'cluster']) }}
