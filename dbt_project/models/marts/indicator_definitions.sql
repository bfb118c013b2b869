select
    indicator_id,
    definition_version,
    name_da,
    {{ with_place_names("description_da || ' ' || caution_da") }} as description_da,
    {{ with_place_names('numerator_da') }} as numerator_da,
    {{ with_place_names('denominator_da') }} as denominator_da,
    {{ with_place_names("official_source || '. ' || cousin_da") }} as official_source,
    place_basis,
    direction,
    unit,
    dims,
    measure_of,
    owner,
    valid_from
from {{ ref('definitions') }}
