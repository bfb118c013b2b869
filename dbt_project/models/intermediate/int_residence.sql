with snapshots as (
    {{ snapshots('stg_residents', 'snapshot_date') }}
)

select
    residents.receipt_id,
    residents.person_key,
    residents.gender,
    residents.birth_date,
    residents.area,
    coalesce({{ is_neighbourhood('areas') }}, false) as in_neighbourhood,
    residents.highest_completed,
    coalesce(levels.{{ adapter.quote('group') }} in ({{ upper_and_higher() }}), false) as has_upper_secondary,
    residents.finished_school_dk,
    residents.snapshot_date as covers_from,
    snapshots.covers_to
from {{ ref('stg_residents') }} as residents
inner join snapshots on residents.snapshot_date = snapshots.day
left join {{ ref('areas') }} as areas on residents.area = areas.code
left join {{ ref('education_types') }} as levels on residents.highest_completed = levels.code
