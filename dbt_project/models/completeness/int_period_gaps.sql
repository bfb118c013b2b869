{#- What is known of a period whether it is computed or not. Its last day: the last that it needs anything for. -#}
with contributors as (
    select
        required.indicator_id,
        required.period,
        required.feed,
        required.last_day,
        expected.name,
        expected.is_delivered
    from {{ ref('int_required_days') }} as required
    left join {{ ref('int_expected_contributors') }} as expected
        on
            required.feed = expected.feed
            and required.first_day = expected.first_day
            and required.last_day = expected.last_day
),

due as (
    select
        days.feed,
        days.last_day,
        min(calendar.expected_by) as expected_by
    from (select distinct feed, last_day from contributors) as days
    inner join {{ source('intake', 'calendar') }} as calendar
        on days.feed = calendar.feed and calendar.expected_by >= days.last_day
    group by days.feed, days.last_day
),

started as (
    select
        feed,
        min(agreed) as agreed
    from {{ source('intake', 'agreements') }}
    group by feed
),

missing as (
    select
        indicator_id,
        period,
        {{ names_by_weight('name', 'weight') }} as missing
    from (
        select distinct
            indicator_id,
            period,
            name,
            1 as weight
        from contributors
        where not is_delivered
    ) as names
    group by indicator_id, period
)

select
    contributors.indicator_id,
    contributors.period,
    max(contributors.last_day) as last_day,
    max(case when not contributors.is_delivered then due.expected_by end) as expected_by,
    coalesce(max(case when contributors.is_delivered then 1 end), 0) = 1 as has_any,
    max(case when contributors.name is null and contributors.last_day < started.agreed then 1 else 0 end) = 1
        as is_before_start,
    max(missing.missing) as missing
from contributors
left join due on contributors.feed = due.feed and contributors.last_day = due.last_day
left join started on contributors.feed = started.feed
left join missing on contributors.indicator_id = missing.indicator_id and contributors.period = missing.period
group by contributors.indicator_id, contributors.period
