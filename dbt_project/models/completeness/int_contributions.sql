{#- A list of spells tells of all earlier days, so it covers every day until it was received. -#}
{%- for feed, contributing in contributing_feeds().items() %}
select
    '{{ feed }}' as feed,
    partner,
    {{ contributing.unit }} as unit,
    {%- if contributing.is_spells %}
    date '1900-01-01' as first_day,
    cast(max(received_at) as date) as last_day
    {%- else %}
    covers_from as first_day,
    covers_to as last_day
    {%- endif %}
from {{ ref('stg_' ~ feed) }}
group by partner, unit{{ ', covers_from, covers_to' if not contributing.is_spells }}
{{ 'union all' if not loop.last }}
{%- endfor %}
