{#- How many completed is hidden where it is hidden how many took part. -#}
select
    initiatives.initiative_id,
    cast(participants.period as integer) as {{ adapter.quote('year') }},
    participants.area,
    cast(participants.numerator as bigint) as participants,
    case when not participants.suppressed then cast(completed.numerator as bigint) end as completed,
    case when not participants.suppressed then participants.waiting_since end as waiting_since
from {{ ref('stg_initiatives') }} as initiatives
inner join {{ source('publication', 'protected_cells') }} as participants
    on {{ reach_id('initiatives.initiative_id', 'participants') }} = participants.indicator_id
inner join {{ source('publication', 'protected_cells') }} as completed
    on
        {{ reach_id('initiatives.initiative_id', 'completed') }} = completed.indicator_id
        and participants.period = completed.period
        and participants.area = completed.area
