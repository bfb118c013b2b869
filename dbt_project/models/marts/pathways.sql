with addresses as (
    {%- for months in pathway_months() %}
    {%- set last_months = loop.last %}
    {%- for status in pathway_statuses() %}
    select
        {{ months }} as months,
        '{{ status }}' as status
    {{ 'union all' if not (last_months and loop.last) }}
    {%- endfor %}
    {%- endfor %}
)

select
    cells.period as cohort,
    addresses.months,
    cells.gender,
    addresses.status,
    cast(cells.numerator as bigint) as persons
from addresses
inner join {{ source('publication', 'protected_cells') }} as cells
    on {{ pathway_id('addresses.months', 'addresses.status') }} = cells.indicator_id
