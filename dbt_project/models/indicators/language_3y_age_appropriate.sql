{%- set place_date = 'period_end' -%}

with periods as (
    {{ covered_periods('school_year', place_date, [
        ('stg_language', place_date, 'denominator'),
    ]) }}
),

counted as (
    select
        assessments.school_year,
        assessments.area,
        assessments.gender,
        assessments.assessed as persons,
        assessments.age_appropriate as numerator
    from {{ ref('stg_language') }} as assessments
    inner join {{ ref('areas') }} as areas on assessments.area = areas.code
    where {{ is_neighbourhood('areas') }}
),

by_gender as (
    {{ rows_and_rest_by_gender(['school_year', 'area']) }}
),

members as (
    select
        school_year as period,
        area || ' ' || coalesce(gender, 'rest') as unit,
        area,
        gender,
        persons,
        numerator,
        persons as denominator
    from by_gender
)

{{ indicator_rows(without=['age_band', 'school', 'cluster']) }}
