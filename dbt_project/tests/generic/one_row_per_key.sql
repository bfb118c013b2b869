{#- Proves that a staging model has one row per key of its feed, and the codes of its contract. The key stands in the
    source's meta, and only there. `variants`: a code is part of the key, and rows with another text of that code are rows
    of their own. `codes` ({column: code list}): each is a code of the list or not known. -#}
{% test one_row_per_key(model, feed, variants=false, codes={}) %}
    select
        'grain' as rule,
        count(*) as wrong
    from {{ model }}
    group by {{ (feed_key(feed) + (['variant'] if variants else [])) | join(', ') or 'covers_from' }}
    having count(*) > 1
    {% for column, code_list in codes.items() %}
    {{ wrong_codes(model, column, 'select code from ' ~ code_list, besides='ukendt') }}
    {% endfor %}
{% endtest %}
