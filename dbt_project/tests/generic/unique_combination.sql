{#- Proves a grain: no two rows share the values of these columns (nulls count as a value), and every row has a value in the
    columns `filled`. One query for both: the tests of small tables cost more than the tables. -#}
{% test unique_combination(model, columns, filled=[]) %}
    select count(*) as rows_with_the_same_key
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1{% for column in filled %} or count({{ column }}) < count(*){% endfor %}
{% endtest %}
