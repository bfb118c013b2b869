{{ parts_that_do_not_add_up('gender', counted_by='pipeline') }}
