{#- A school that changed its number is expected under the new one, although nobody has delivered that yet. -#}
with delivered as (
    select
        contributions.feed,
        contributions.partner,
        contributions.unit,
        min(contributions.first_day) as known_from,
        max(contributions.last_day) as known_to,
        max(ended_units.ended_on) as ended_on,
        max(ended_units.successor) as successor
    from {{ ref('int_contributions') }} as contributions
    left join {{ source('intake', 'ended_units') }} as ended_units on contributions.unit = ended_units.unit
    group by contributions.feed, contributions.partner, contributions.unit
)

select
    feed,
    partner,
    unit,
    known_from,
    known_to,
    ended_on
from delivered
union all
select
    ended.feed,
    ended.partner,
    ended.successor as unit,
    {{ add_days('min(ended.ended_on)', 1) }} as known_from,
    greatest(max(ended.known_to), {{ add_days('min(ended.ended_on)', 1) }}) as known_to,
    cast(null as date) as ended_on
from delivered as ended
left join delivered as taking_over on ended.feed = taking_over.feed and ended.successor = taking_over.unit
where ended.successor != '' and taking_over.unit is null
group by ended.feed, ended.partner, ended.successor
