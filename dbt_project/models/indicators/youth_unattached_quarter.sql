{{ youth_unattached_on('period_end', 'quarter', without=['gender', 'age_band']) }}
