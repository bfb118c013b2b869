select
    indicator_id,
    definition_version,
    name_da,
    description_da || ' ' || caution_da as description_da,
    numerator_da,
    denominator_da,
    official_source || '. ' || cousin_da as official_source,
    place_basis,
    direction,
    unit,
    dims,
    owner,
    valid_from
from {{ ref('definitions') }}
