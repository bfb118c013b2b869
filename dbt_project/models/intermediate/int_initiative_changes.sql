{#- Every version of the register counts: what was learnt is kept when a newer version says something else. -#}
with versions as (
    select
        initiative_id,
        received_at,
        status,
        learning,
        row_number() over (partition by initiative_id, received_at order by sequence desc) as newest_first
    from {{ source('feeds', 'initiatives') }}
),

compared as (
    select
        initiative_id,
        received_at,
        status,
        learning,
        lag(concat(status, '|', coalesce(learning, ''))) over (
            partition by initiative_id order by received_at
        ) as said_before
    from versions
    where newest_first = 1
)

select
    initiative_id,
    received_at as since,
    status,
    learning
from compared
where said_before is null or said_before != concat(status, '|', coalesce(learning, ''))
