select
    {{ reach_id('initiative_id', 'participants') }} as indicator_id,
    period,
    area,
    'total' as gender,
    case when area = 'total' then 'head_count' else 'share' end as measure,
    participants_of_all as persons,
    participants as numerator,
    'open' as links
from {{ ref('int_reach') }}
union all
select
    {{ reach_id('initiative_id', 'completed') }} as indicator_id,
    period,
    area,
    'total' as gender,
    'share' as measure,
    {#- A part of two published counts: of those who take part here, and of those who completed anywhere. #}
    case when area = 'total' then participants else least(participants, completed_of_all) end as persons,
    completed as numerator,
    'open; <= ' || {{ reach_id('initiative_id', 'participants') }} as links
from {{ ref('int_reach') }}
