{{ of_all_in_grade9('all_taken') }}
