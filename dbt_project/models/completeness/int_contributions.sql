{#- A list of spells has the rows of all earlier days too, so it covers every day until it was received. -#}
{%- for feed, contributing in contributing_feeds().items() %}
select
    '{{ feed }}' as feed,
    listed.partner,
    {{ contributing.unit }} as unit,
    drops.absent,
    {%- if contributing.is_spells %}
    date '1900-01-01' as first_day,
    cast(max(listed.received_at) as date) as last_day
    {%- else %}
    listed.covers_from as first_day,
    listed.covers_to as last_day
    {%- endif %}
from {{ ref('stg_' ~ feed) }} as listed
inner join {{ source('intake', 'drops') }} as drops
    on listed.receipt_id = drops.receipt_id and drops.feed = '{{ feed }}'
group by listed.partner, unit, drops.absent{{ ', listed.covers_from, listed.covers_to' if not contributing.is_spells }}
{{ 'union all' if not loop.last }}
{%- endfor %}
