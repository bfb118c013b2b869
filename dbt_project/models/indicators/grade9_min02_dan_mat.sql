{%- set place_date = 'make_date(year(period_end), 6, 1)' -%}

with periods as (
    {{ covered_periods('school_year', place_date, [
        ('int_residence', place_date, 'denominator'),
        ('stg_pupils', 'make_date(year(period_end), 2, 1)', 'denominator_by_school'),
        ('stg_exams', 'period_end', 'denominator'),
    ], resits='stg_exams') }}
),

members as (
    select
        cohort.period,
        cohort.person_key as unit,
        cohort.area,
        cohort.gender,
        cohort.school,
        case when results.danish_and_maths_taken then 1 else 0 end as persons,
        case when results.danish_and_maths_passed then 1 else 0 end as numerator,
        case when results.danish_and_maths_taken then 1 else 0 end as denominator
    from {{ ref('int_grade9') }} as cohort
    left join {{ ref('int_exam_results') }} as results
        on cohort.person_key = results.person_key and cohort.period = results.school_year
)

{{ indicator_rows(without=['age_band', 'cluster']) }}
