{#- A corrected drop is as late as the first accepted one: a correction does not count as late. -#}
with matches as (
    select
        drops.receipt_id,
        drops.feed,
        expected.partner,
        expected.period,
        expected.period_start,
        expected.expected_by,
        cast(drops.received_at as date) as received_date,
        drops.verdict in ('accepted', 'accepted_with_warnings') as is_accepted
    from {{ source('intake', 'drops') }} as drops
    inner join {{ source('intake', 'expected_deliveries') }} as expected
        on
            drops.partner = expected.partner
            and drops.feed = expected.feed
            and drops.period_start <= expected.period_end
            and drops.period_end >= expected.period_start
)

select
    receipt_id,
    feed,
    partner,
    period,
    expected_by,
    is_accepted,
    row_number() over (partition by receipt_id, feed order by period_start desc, period asc) as recency,
    least(
        received_date,
        min(case when is_accepted then received_date end) over (partition by partner, feed, period)
    ) as counted_date
from matches
