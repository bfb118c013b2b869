{%- set place_date = 'period_end' -%}

with periods as (
    {{ covered_periods('school_year', place_date, [
        ('stg_wellbeing', place_date, 'denominator_by_district_school'),
    ]) }}
),

counted as (
    select
        wellbeing.school_year,
        wellbeing.school_no,
        wellbeing.gender,
        wellbeing.respondents as persons,
        wellbeing.mean_score * wellbeing.respondents as numerator
    from {{ ref('stg_wellbeing') }} as wellbeing
    inner join {{ ref('schools') }} as schools on wellbeing.school_no = schools.code
    where {{ is_neighbourhood('schools') }}
),

by_gender as (
    {{ rows_and_rest_by_gender(['school_year', 'school_no']) }}
),

members as (
    select
        school_year as period,
        school_no || ' ' || coalesce(gender, 'rest') as unit,
        gender,
        school_no as school,
        persons,
        numerator,
        persons as denominator
    from by_gender
)

{{ indicator_rows(without=['area', 'age_band', 'cluster']) }}
