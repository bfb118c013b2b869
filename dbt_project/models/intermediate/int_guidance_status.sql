with snapshots as (
    {{ snapshots('stg_guidance_status', 'status_date') }}
)

select
    guidance.receipt_id,
    guidance.person_key,
    statuses.{{ adapter.quote('group') }} as status_group,
    coalesce(statuses.{{ adapter.quote('group') }} in ({{ status_groups_in_education() }}), false) as in_education,
    coalesce(guidance.weekly_hours >= {{ working_hours() }}, false) as is_working,
    guidance.status_date as covers_from,
    snapshots.covers_to,
    snapshots.previous_day
from {{ ref('stg_guidance_status') }} as guidance
inner join snapshots on guidance.status_date = snapshots.day
left join {{ ref('youth_status') }} as statuses on guidance.status = statuses.code
