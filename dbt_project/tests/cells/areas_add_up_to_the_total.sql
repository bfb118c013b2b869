{{ parts_that_do_not_add_up('area') }}
