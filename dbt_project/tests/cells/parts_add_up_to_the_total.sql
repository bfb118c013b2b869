{#- One query for all dimensions. Genders need not add up where the numbers came counted. -#}
{%- for dimension, letter in dimensions().items() %}
select
    '{{ dimension }}' as dimension,
    cells.indicator_id,
    cells.period
from {{ ref('cells') }} as cells
inner join {{ ref('int_definitions') }} as definitions on cells.indicator_id = definitions.indicator_id
where
    definitions.dims like '%{{ letter }}%'
    {%- if dimension == 'gender' %}
    and definitions.counted_by = 'pipeline'
    {%- endif %}
    {%- for other in dimensions() if other != dimension %}
    and cells.{{ other }} = 'total'
    {%- endfor %}
group by cells.indicator_id, cells.period
having
    {{ total_less_parts(dimension, 'persons') }} > 0.000001
    or {{ total_less_parts(dimension, 'numerator') }} > 0.000001
    or {{ total_less_parts(dimension, 'denominator') }} > 0.000001
{{ 'union all' if not loop.last }}
{%- endfor %}
