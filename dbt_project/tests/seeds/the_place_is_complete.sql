select 'areas' as code_list
from {{ ref('areas') }} as areas
having count(case when {{ is_neighbourhood('areas') }} then 1 end) = 0
union all
select 'geographies' as code_list
from {{ ref('geographies') }} as geographies
having
    count(case when geographies.{{ adapter.quote('group') }} = 'municipality' then 1 end) != 1
    or count(case when geographies.{{ adapter.quote('group') }} = 'country' then 1 end) != 1
