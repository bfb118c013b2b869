{#- Every area of the neighbourhood has its row, also without participants: an absent row would disclose that there are
    none. -#}
with counted as (
    select
        initiative_id,
        period,
        case when grouping(area) = 1 then 'total' else area end as area,
        count(*) as participants,
        count(case when completed then 1 end) as completed
    from {{ ref('int_participants') }}
    group by grouping sets ((initiative_id, period), (initiative_id, period, area))
),

places as (
    select 'total' as area
    union all
    select areas.code as area
    from {{ ref('areas') }} as areas
    where {{ is_neighbourhood('areas') }}
)

select
    totals.initiative_id,
    totals.period,
    places.area,
    coalesce(counted.participants, 0) as participants,
    coalesce(counted.completed, 0) as completed,
    totals.participants as participants_of_all,
    totals.completed as completed_of_all
from counted as totals
cross join places
left join counted
    on
        totals.initiative_id = counted.initiative_id
        and totals.period = counted.period
        and places.area = counted.area
where totals.area = 'total'
