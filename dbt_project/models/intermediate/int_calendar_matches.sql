{#- A corrected drop is as late as the first accepted one: a correction does not count as late. A list of spells has all
    earlier days too, so it is judged by when it was received; some send it a few days before the last day. -#}
{%- set days_early = 5 -%}
with matches as (
    select
        drops.receipt_id,
        drops.feed,
        expected.partner,
        expected.period,
        expected.period_start,
        expected.period_end,
        expected.expected_by,
        drops.period_start as first_day,
        drops.period_end as last_day,
        cast(drops.received_at as date) as received_date,
        drops.feed in {{ feeds_of_spells() }} as is_spells,
        drops.verdict in ('accepted', 'accepted_with_warnings') as is_accepted
    from {{ source('intake', 'drops') }} as drops
    inner join {{ source('intake', 'expected_deliveries') }} as expected
        on
            drops.partner = expected.partner
            and drops.feed = expected.feed
            and case
                when drops.feed in {{ feeds_of_spells() }}
                    then cast(drops.received_at as date) >= {{ add_days('expected.period_end', -days_early) }}
                else drops.period_start <= expected.counts_to and drops.period_end >= expected.counts_from
            end
)

select
    receipt_id,
    feed,
    partner,
    period,
    expected_by,
    is_accepted,
    {#- All of it has come: one month is not a quarter. #}
    is_spells
    or coalesce(
        min(case when is_accepted then first_day end) over same_delivery < {{ add_months('period_start', 1) }}
        and max(case when is_accepted then last_day end) over same_delivery > {{ add_months('period_end', -1) }},
        false
    ) as is_whole,
    row_number() over (partition by receipt_id, feed order by period_start desc, period asc) as recency,
    least(
        received_date,
        min(case when is_accepted then received_date end) over same_delivery
    ) as counted_date
from matches
window same_delivery as (partition by partner, feed, period)
