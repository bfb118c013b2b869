with facts as (
    {%- for indicator_id in counted_indicators() %}
    select
        '{{ indicator_id }}' as indicator_id,
        {{ indicator_columns() | join(', ') }}
    from {{ ref(indicator_id) }}
    where {{ counted_rows(indicator_id) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

clusters as (
    {#- Per cluster first, because disclosure control asks for the largest. #}
    select
        indicator_id,
        period,
        cluster,
        {%- for column in dimensions() %}
        case when grouping({{ column }}) = 1 then 'total' else {{ column }} end as {{ column }},
        {%- endfor %}
        sum(persons) as persons,
        {#- Decimals: sums of doubles depend on the order of rows; the same input must give the same figure. -#}
        sum(cast(numerator as decimal(28, 12))) as numerator,
        sum(denominator) as denominator,
        max(provisional) as provisional,
        {#- A row that stands for several persons: what each has on average. -#}
        max(numerator / greatest(persons, 1)) as largest_unit
    from facts
    {{ group_by_crossings(['indicator_id', 'period', 'cluster']) }}
),

sums as (
    select
        indicator_id,
        period,
        {{ dimensions() | join(', ') }},
        sum(persons) as persons,
        cast(sum(numerator) as double) as numerator,
        sum(denominator) as denominator,
        max(provisional) as provisional,
        max(largest_unit) as largest_unit,
        cast(max(case when cluster is not null then numerator end) as double) as largest_cluster
    from clusters
    group by indicator_id, period, {{ dimensions() | join(', ') }}
)

select
    sums.indicator_id,
    sums.period,
    sums.area,
    sums.gender,
    sums.age_band,
    sums.school,
    definitions.measure,
    sums.persons,
    sums.numerator,
    sums.denominator,
    {{ value_of('sums.numerator', 'sums.denominator', 'definitions.unit') }} as value,
    sums.largest_unit,
    sums.largest_cluster,
    sums.provisional,
    coalesce(definitions.links, '') as links
from sums
inner join {{ ref('int_definitions') }} as definitions on sums.indicator_id = definitions.indicator_id
where
    {{ crossing_is_listed('definitions.dims') }}
    {#- Counted by a partner without the gender of all: no cell of its own. #}
    and sums.gender is not null
    and (sums.denominator > 0 or ({{ is_total() }}))
