{#- The deliveries that a period needs, as the days that one must cover. Between two days of one feed, every date of its
    calendar is needed too: people are looked up on the date nearest to an event. -#}
with calendar as (
    select
        feed,
        first_day,
        last_day
    from {{ source('intake', 'calendar') }}
    union distinct
    {#- A feed without a calendar is expected as it comes. #}
    select
        feed,
        first_day,
        last_day
    from {{ ref('int_contributions') }}
    where feed not in (select known.feed from {{ source('intake', 'calendar') }} as known)
),

by_itself as (
    select
        indicator_id,
        period,
        feed,
        gives,
        needed_column,
        case when asks_for = 'period' then period_start else needed_day end as first_day,
        case when asks_for = 'period' then period_end else needed_day end as last_day
    from {{ ref('int_needed_days') }}
    where asks_for in ('on', 'period')
),

months as (
    select
        needed.indicator_id,
        needed.period,
        needed.feed,
        needed.gives,
        needed.needed_column,
        months.period_start as first_day,
        months.period_end as last_day
    from {{ ref('int_needed_days') }} as needed
    inner join {{ ref('int_periods') }} as months
        on
            months.period_type = 'month'
            and months.period_start between needed.period_start and needed.period_end
    inner join calendar
        on needed.feed = calendar.feed and months.period_start between calendar.first_day and calendar.last_day
    where needed.asks_for = 'months'
),

nearest as (
    select
        needed.indicator_id,
        needed.period,
        needed.feed,
        needed.gives,
        needed.needed_column,
        needed.needed_day,
        case needed.asks_for when 'before' then max(calendar.first_day) else min(calendar.first_day) end as nearest_day
    from {{ ref('int_needed_days') }} as needed
    inner join calendar
        on
            needed.feed = calendar.feed
            and (
                (needed.asks_for = 'before' and needed.needed_day >= calendar.first_day)
                or (needed.asks_for = 'after' and needed.needed_day <= calendar.first_day)
            )
    group by
        needed.indicator_id, needed.period, needed.feed, needed.gives, needed.needed_column, needed.needed_day,
        needed.asks_for
),

spans as (
    select
        indicator_id,
        period,
        feed,
        gives,
        needed_column,
        min(nearest_day) as from_day,
        max(nearest_day) as to_day
    from nearest
    group by indicator_id, period, feed, gives, needed_column
),

between_days as (
    select
        spans.indicator_id,
        spans.period,
        spans.feed,
        spans.gives,
        spans.needed_column,
        calendar.first_day,
        calendar.first_day as last_day
    from spans
    inner join calendar
        on spans.feed = calendar.feed and calendar.first_day between spans.from_day and spans.to_day
)

select * from by_itself
union distinct
select * from months
union distinct
select * from between_days
