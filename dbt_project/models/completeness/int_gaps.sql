{#- compared_period: the newest earlier period for which the contributor has delivered all that the indicator needs. -#}
with periods as (
    select distinct
        period,
        period_start
    from {{ ref('int_periods') }}
),

contributors as (
    select
        required.indicator_id,
        required.period,
        periods.period_start,
        required.feed,
        required.gives,
        expected.partner,
        expected.unit,
        expected.contributor,
        min(case when expected.is_delivered then 1 else 0 end) = 1 as is_whole,
        max(min(case when expected.is_delivered then 1 else 0 end)) over (
            partition by required.indicator_id, required.period, required.feed, required.gives, expected.partner
        ) = 0 as is_partner_silent
    from {{ ref('int_required_days') }} as required
    inner join {{ ref('int_expected_contributors') }} as expected
        on
            required.feed = expected.feed
            and required.needed_column = expected.needed_column
            and required.first_day = expected.first_day
            and required.last_day = expected.last_day
    inner join periods on required.period = periods.period
    group by
        required.indicator_id, required.period, periods.period_start, required.feed, required.gives,
        expected.partner, expected.unit, expected.contributor
)

select
    gaps.indicator_id,
    gaps.period,
    gaps.feed,
    gaps.gives,
    gaps.partner,
    gaps.unit,
    case
        when gaps.is_partner_silent or gaps.unit = '' then gaps.contributor
        else gaps.contributor || ' (' || gaps.unit || ')'
    end as contributor,
    max_by(earlier.period, earlier.period_start) as compared_period
from contributors as gaps
left join contributors as earlier
    on
        gaps.indicator_id = earlier.indicator_id
        and gaps.feed = earlier.feed
        and gaps.gives = earlier.gives
        and gaps.partner = earlier.partner
        and gaps.unit = earlier.unit
        and earlier.is_whole
        and gaps.period_start > earlier.period_start
left join {{ ref('schools') }} as schools on gaps.unit = schools.code
where
    not gaps.is_whole
    and (
        gaps.gives != 'denominator_by_district_school'
        or gaps.unit = ''
        or coalesce({{ is_neighbourhood('schools') }}, false)
    )
group by
    gaps.indicator_id, gaps.period, gaps.feed, gaps.gives, gaps.partner, gaps.unit, gaps.contributor,
    gaps.is_partner_silent
