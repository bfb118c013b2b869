select
    label,
    frozen_at,
    drops,
    sha256
from {{ source('publication', 'vintages') }}
