with received as (
    select
        drops.partner,
        drops.feed,
        coalesce(calendar.period, drops.period_start || ' - ' || drops.period_end) as period,
        calendar.expected_by,
        calendar.counted_date,
        drops.received_at,
        drops.verdict,
        drops.rows_read,
        drops.rows_loaded,
        drops.rows_quarantined,
        drops.receipt_id
    from {{ source('intake', 'drops') }} as drops
    left join {{ ref('int_calendar_matches') }} as calendar
        on drops.receipt_id = calendar.receipt_id and drops.feed = calendar.feed and calendar.recency = 1
),

missing as (
    select
        expected.partner,
        expected.feed,
        expected.period,
        expected.expected_by,
        {{ today() }} as counted_date
    from {{ source('intake', 'expected_deliveries') }} as expected
    left join {{ ref('int_calendar_matches') }} as calendar
        on
            expected.partner = calendar.partner
            and expected.feed = calendar.feed
            and expected.period = calendar.period
            and calendar.is_accepted
            and calendar.is_whole
    where calendar.partner is null
),

deliveries as (
    select * from received
    union all
    select
        *,
        cast(null as timestamp) as received_at,
        'missing' as verdict,
        null as rows_read,
        null as rows_loaded,
        null as rows_quarantined,
        null as receipt_id
    from missing
)

select
    partner,
    feed,
    period,
    expected_by,
    received_at,
    verdict,
    rows_read,
    rows_loaded,
    rows_quarantined,
    case
        when expected_by is not null
            then greatest(0, {{ days_between('expected_by', 'counted_date') }})
    end as days_late,
    receipt_id
from deliveries
