{%- set place_date = 'period_end' -%}

with periods as (
    {{ covered_periods('calendar_year', place_date, [
        ('int_residence', place_date, 'denominator'),
        ('stg_memberships', place_date, 'numerator', 'area'),
    ]) }}
),

members as (
    select
        periods.period,
        residence.person_key as unit,
        residence.area,
        1 as persons,
        0 as numerator,
        1 as denominator
    from periods
    inner join {{ ref('int_residence') }} as residence
        on
            periods.place_date between residence.covers_from and residence.covers_to
            and residence.in_neighbourhood
    where {{ age_on('residence.birth_date', 'periods.place_date') }} between 5 and 17
    union all
    select
        periods.period,
        {{ member_of_club('memberships.club') }} || ' ' || memberships.member_no as unit,
        memberships.area,
        0 as persons,
        1 as numerator,
        0 as denominator
    from periods
    inner join {{ ref('stg_memberships') }} as memberships
        on periods.place_date between memberships.covers_from and memberships.covers_to
    inner join {{ ref('areas') }} as areas on memberships.area = areas.code
    where
        {{ is_neighbourhood('areas') }}
        and {{ age_on('memberships.birth_date', 'periods.place_date') }} between 5 and 17
)

{{ indicator_rows(without=['gender', 'age_band', 'school', 'cluster']) }}
