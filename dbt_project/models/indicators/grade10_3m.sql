{%- set place_date = 'make_date(year(period_end), 6, 1)' -%}
{%- set snapshot_date = 'make_date(year(period_end), 9, 5)' -%}
{%- set status_date = 'make_date(year(period_end), 10, 1)' -%}

with periods as (
    {{ covered_periods('school_year', place_date, [
        ('int_residence', place_date, 'denominator'),
        ('stg_pupils', 'make_date(year(period_end), 2, 1)', 'denominator_by_school'),
        ('stg_pupils', snapshot_date, 'numerator'),
        ('int_enrolments', status_date, 'numerator', 'end_date', 'exit_code'),
    ]) }}
),

in_grade10 as (
    select
        periods.period,
        spells.person_key
    from periods
    inner join {{ ref('int_enrolments') }} as spells on {{ is_running('spells', status_date) }}
    where spells.education_group = 'grade10'
    union distinct
    select
        periods.period,
        pupils.person_key
    from periods
    inner join {{ ref('stg_pupils') }} as pupils on {{ snapshot_date }} = pupils.snapshot_date
    where pupils.grade_level = 10
),

members as (
    select
        cohort.period,
        cohort.person_key as unit,
        cohort.area,
        cohort.gender,
        cohort.school,
        1 as persons,
        case when in_grade10.person_key is null then 0 else 1 end as numerator,
        1 as denominator
    from {{ ref('int_grade9') }} as cohort
    left join in_grade10 on cohort.period = in_grade10.period and cohort.person_key = in_grade10.person_key
)

{{ indicator_rows(without=['age_band', 'cluster']) }}
