{#- Proves a grain, and the codes of its table: no two rows share the values of these columns (nulls count as a value), every
    row has a value in the columns `filled`, those of `codes` ({column: code list}) are codes of the list or the text
    `besides`, and those of `among` ({column: values}) are one of the values. One query for all: the tests of small tables
    cost more than the tables. -#}
{% test unique_combination(model, columns, filled=[], codes={}, among={}, besides='') %}
    select
        'grain' as rule,
        count(*) as wrong
    from {{ model }}
    group by {{ columns | join(', ') }}
    having count(*) > 1{% for column in filled %} or count({{ column }}) < count(*){% endfor %}
    {% for column, code_list in codes.items() %}
    {{ wrong_codes(model, column, 'select code from ' ~ code_list, besides) }}
    {% endfor %}
    {% for column, values in among.items() %}
    {{ wrong_codes(model, column, "'" ~ values | join("', '") ~ "'") }}
    {% endfor %}
{% endtest %}
