{#- A snapshot tells until the next, at most 200 days, and never about a day after the newest drop was received. -#}
with snapshots as (
    select
        snapshot_date,
        lead(snapshot_date) over (order by snapshot_date) as next_snapshot_date
    from (select distinct snapshot_date from {{ ref('stg_residents') }}) as dates
),

newest as (
    select cast(max(received_at) as date) as received_date
    from {{ ref('stg_residents') }}
)

select
    residents.person_key,
    residents.gender,
    residents.birth_date,
    residents.area,
    coalesce(areas.{{ adapter.quote('group') }} = 'oesterbyen', false) as in_oesterbyen,
    residents.highest_completed,
    residents.finished_school_dk,
    residents.snapshot_date as covers_from,
    least(
        {{ add_days('residents.snapshot_date', 200) }},
        coalesce({{ add_days('snapshots.next_snapshot_date', -1) }}, newest.received_date)
    ) as covers_to
from {{ ref('stg_residents') }} as residents
inner join snapshots on residents.snapshot_date = snapshots.snapshot_date
cross join newest
left join {{ ref('areas') }} as areas on residents.area = areas.code
