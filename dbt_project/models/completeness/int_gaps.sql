{#- compared_period: the newest earlier period for which the contributor has delivered all that the indicator needs. -#}
with contributors as (
    select
        required.indicator_id,
        required.period,
        periods.period_start,
        required.feed,
        required.role,
        expected.partner,
        expected.unit,
        expected.name,
        min(case when expected.is_delivered then 1 else 0 end) = 1 as is_whole
    from {{ ref('int_required_days') }} as required
    inner join {{ ref('int_expected_contributors') }} as expected
        on
            required.feed = expected.feed
            and required.first_day = expected.first_day
            and required.last_day = expected.last_day
    inner join (
        select distinct
            period,
            period_start
        from {{ ref('int_periods') }}
    ) as periods
        on required.period = periods.period
    group by
        required.indicator_id, required.period, periods.period_start, required.feed, required.role,
        expected.partner, expected.unit, expected.name
)

select
    gaps.indicator_id,
    gaps.period,
    gaps.feed,
    gaps.role,
    gaps.partner,
    gaps.unit,
    gaps.name,
    max_by(whole.period, whole.period_start) as compared_period
from contributors as gaps
left join contributors as whole
    on
        gaps.indicator_id = whole.indicator_id
        and gaps.feed = whole.feed
        and gaps.role = whole.role
        and gaps.partner = whole.partner
        and gaps.unit = whole.unit
        and whole.is_whole
        and whole.period_start < gaps.period_start
left join {{ ref('schools') }} as schools on gaps.unit = schools.code
where
    not gaps.is_whole
    and (
        gaps.role != 'denominator_by_district_school'
        or gaps.unit = ''
        or coalesce({{ is_neighbourhood('schools') }}, false)
    )
group by gaps.indicator_id, gaps.period, gaps.feed, gaps.role, gaps.partner, gaps.unit, gaps.name
