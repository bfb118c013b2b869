select
    lineage.indicator_id,
    lineage.period,
    drops.feed,
    drops.partner,
    drops.receipt_id,
    drops.received_at
from {{ source('publication', 'lineage') }} as lineage
inner join {{ source('intake', 'drops') }} as drops on lineage.receipt_id = drops.receipt_id
