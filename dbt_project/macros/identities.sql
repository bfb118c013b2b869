{#- Totals that are not the sum of their parts along one dimension; the other dimensions not broken down.
    counted_by: only the indicators that are counted so. -#}
{%- macro parts_that_do_not_add_up(dimension, counted_by=none) -%}
    select
        cells.indicator_id,
        cells.period
    from {{ ref('cells') }} as cells
    inner join {{ ref('int_definitions') }} as definitions on cells.indicator_id = definitions.indicator_id
    where
        definitions.dims like '%{{ dimensions()[dimension] }}%'
        {%- if counted_by %}
        and definitions.counted_by = '{{ counted_by }}'
        {%- endif %}
        {%- for other in dimensions() if other != dimension %}
        and cells.{{ other }} = 'total'
        {%- endfor %}
    group by cells.indicator_id, cells.period
    having
        {%- for measure in ['persons', 'numerator', 'denominator'] %}
        {{ 'or ' if not loop.first }}abs(sum(
            case when cells.{{ dimension }} = 'total' then cells.{{ measure }} else -cells.{{ measure }} end
        )) > 0.000001
        {%- endfor %}
{%- endmacro -%}
