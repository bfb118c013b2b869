{#- What is known of a period whether it is computed or not. last_day: the last that it needs. -#}
with contributors as (
    select
        required.indicator_id,
        required.period,
        required.feed,
        required.last_day,
        count(expected.partner) > 0 as is_expected,
        count(case when expected.is_delivered then 1 end) > 0 as has_any,
        count(case when not expected.is_delivered then 1 end) > 0 as has_gap
    from {{ ref('int_required_days') }} as required
    left join {{ ref('int_expected_contributors') }} as expected
        on
            required.feed = expected.feed
            and required.needed_column = expected.needed_column
            and required.first_day = expected.first_day
            and required.last_day = expected.last_day
    group by required.indicator_id, required.period, required.feed, required.last_day
),

days as (
    select distinct
        feed,
        last_day
    from contributors
),

deadlines as (
    select
        days.feed,
        days.last_day,
        min(calendar.expected_by) as expected_by
    from days
    inner join {{ source('intake', 'calendar') }} as calendar
        on days.feed = calendar.feed and days.last_day <= calendar.expected_by
    group by days.feed, days.last_day
),

started as (
    select
        feed,
        min(agreed) as agreed
    from {{ source('intake', 'agreements') }}
    group by feed
),

owing as (
    select distinct
        indicator_id,
        period,
        contributor,
        1 as weight
    from {{ ref('int_gaps') }}
),

missing as (
    select
        indicator_id,
        period,
        {{ names_by_weight('contributor', 'weight') }} as missing
    from owing
    group by indicator_id, period
),

ends as (
    select
        indicator_id,
        period,
        max(needed_day) as last_day
    from {{ ref('int_needed_days') }}
    group by indicator_id, period
)

select
    contributors.indicator_id,
    contributors.period,
    greatest(max(contributors.last_day), max(ends.last_day)) as last_day,
    max(case when contributors.has_gap then deadlines.expected_by end) as expected_by,
    max(case when contributors.has_any then 1 else 0 end) = 1 as has_any,
    max(case when not contributors.is_expected and contributors.last_day < started.agreed then 1 else 0 end) = 1
        as is_before_start,
    max(missing.missing) as missing
from contributors
left join deadlines on contributors.feed = deadlines.feed and contributors.last_day = deadlines.last_day
left join started on contributors.feed = started.feed
inner join ends on contributors.indicator_id = ends.indicator_id and contributors.period = ends.period
left join missing on contributors.indicator_id = missing.indicator_id and contributors.period = missing.period
group by contributors.indicator_id, contributors.period
