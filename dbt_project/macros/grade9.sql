{#- The frame of the indicators on the cohort of 9th grade. -#}

{#- Who of the cohort is in, or has completed, an upper education on a day. -#}
{%- macro in_upper_education_on(status_date) -%}
{%- set place_date = 'make_date(year(period_end), 6, 1)' -%}
with periods as (
    {{ covered_periods('school_year', place_date, [
        ('int_residence', place_date, 'denominator'),
        ('stg_pupils', 'make_date(year(period_end), 2, 1)', 'denominator_by_school'),
        ('int_enrolments', status_date, 'numerator', 'end_date', 'exit_code'),
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
        1 as denominator
    from {{ ref('int_grade9') }} as cohort
    left join enrolled on cohort.period = enrolled.period and cohort.person_key = enrolled.person_key
)

{{ indicator_rows(without=['age_band', 'cluster']) }}
{%- endmacro -%}


{#- Who of the whole cohort has reached something at the exams: a boolean column of int_exam_results. -#}
{%- macro of_all_in_grade9(reached) -%}
{%- set place_date = 'make_date(year(period_end), 6, 1)' -%}
with periods as (
    {{ covered_periods('school_year', place_date, [
        ('int_residence', place_date, 'denominator'),
        ('stg_pupils', 'make_date(year(period_end), 2, 1)', 'denominator_by_school'),
        ('stg_exams', 'period_end', 'numerator'),
    ], resits='stg_exams') }}
),

members as (
    select
        cohort.period,
        cohort.person_key as unit,
        cohort.area,
        cohort.gender,
        cohort.school,
        1 as persons,
        case when results.{{ reached }} then 1 else 0 end as numerator,
        1 as denominator
    from {{ ref('int_grade9') }} as cohort
    left join {{ ref('int_exam_results') }} as results
        on cohort.person_key = results.person_key and cohort.period = results.school_year
)

{{ indicator_rows(without=['age_band', 'cluster']) }}
{%- endmacro -%}
