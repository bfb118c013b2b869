{#- Expected: whoever has agreed the feed for the day, with each school or institution that it has delivered for within
    a year and that has not ended. A partner that never delivered is expected too, without a unit. -#}
with days as (
    select distinct
        feed,
        needed_column,
        first_day,
        last_day
    from {{ ref('int_required_days') }}
),

known_partners as (
    select
        feed,
        partner,
        min(known_from) as known_from,
        max(known_to) as known_to
    from {{ ref('int_known_units') }}
    group by feed, partner
),

expected as (
    select
        days.feed,
        days.needed_column,
        days.first_day,
        days.last_day,
        agreements.partner,
        coalesce(known_units.unit, '') as unit,
        {#- A club is agreed with by its folder; its lists say what it is called. #}
        case
            when agreements.name = agreements.partner and known_units.unit != '' then known_units.unit
            else agreements.name
        end as contributor
    from days
    inner join {{ source('intake', 'agreements') }} as agreements
        on
            days.feed = agreements.feed
            and days.last_day >= agreements.agreed
            and coalesce(days.last_day <= agreements.until, true)
    left join known_partners
        on agreements.feed = known_partners.feed and agreements.partner = known_partners.partner
    left join {{ ref('int_known_units') }} as known_units
        on
            agreements.feed = known_units.feed
            and agreements.partner = known_units.partner
    where
        coalesce(days.first_day <= known_units.ended_on, true)
        and (
            known_units.unit is null
            or (
                known_units.known_from <= greatest(days.last_day, known_partners.known_from)
                and (
                    known_units.known_to = known_partners.known_to
                    or {{ days_between('known_units.known_to', 'days.first_day') }} <= 400
                )
            )
        )
)

select
    expected.feed,
    expected.needed_column,
    expected.first_day,
    expected.last_day,
    expected.partner,
    expected.unit,
    expected.contributor,
    count(delivered.partner) > 0 as is_delivered
from expected
left join {{ ref('int_contributions') }} as delivered
    on
        expected.feed = delivered.feed
        and expected.partner = delivered.partner
        and expected.unit = delivered.unit
        and expected.first_day >= delivered.first_day
        and expected.last_day <= delivered.last_day
        and delivered.absent not like '%,' || expected.needed_column || ',%'
group by
    expected.feed, expected.needed_column, expected.first_day, expected.last_day, expected.partner, expected.unit,
    expected.contributor
