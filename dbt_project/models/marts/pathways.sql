with addresses as (
    {%- for months in pathway_months() %}
    select
        {{ months }} as months,
        code as status
    from {{ ref('pathway_statuses') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    cells.period as cohort,
    addresses.months,
    cells.gender,
    addresses.status,
    cast(cells.numerator as bigint) as persons,
    {#- Less the statuses shown, it is the hidden ones together. #}
    cast(cells.persons as bigint) as cohort_persons,
    case when not cells.suppressed then cells.waiting_since end as waiting_since
from addresses
inner join {{ source('publication', 'protected_cells') }} as cells
    on {{ pathway_id('addresses.months', 'addresses.status') }} = cells.indicator_id
