{{ of_all_in_grade9('danish_and_maths_passed') }}
