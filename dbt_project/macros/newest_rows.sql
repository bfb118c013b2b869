{#- The current rows of a feed. Its scope and key are read from the source's meta. -#}

{%- macro feed_meta(feed, name) -%}
    {%- if execute -%}
        {%- set table = graph.sources.values()
            | selectattr('source_name', 'equalto', 'feeds') | selectattr('name', 'equalto', feed) | first -%}
        {{- return(table.config.meta[name]) -}}
    {%- else -%}
        {{- return([]) -}}
    {%- endif -%}
{%- endmacro -%}

{%- macro feed_scope(feed) -%} {{- return(['partner'] + feed_meta(feed, 'scope')) -}} {%- endmacro -%}

{%- macro feed_key(feed) -%} {{- return(feed_meta(feed, 'key')) -}} {%- endmacro -%}

{#- First the newest drop of each partner and scope value; then, of a key that lives in two of them, the newer.
    rank, not row_number: a key twice in one drop must fail its data test, not be dropped silently. -#}
{%- macro newest_rows(feed) -%}
    select ranked.*
    from (
        select
            in_scope.*,
            rank() over (
                partition by {{ feed_key(feed) | join(', ') or 'null' }}
                order by in_scope.sequence desc
            ) as version_rank
        from (
            select
                versions.*,
                max(versions.sequence) over (partition by {{ feed_scope(feed) | join(', ') }}) as newest_sequence
            from {{ source('feeds', feed) }} as versions
        ) as in_scope
        where in_scope.sequence = in_scope.newest_sequence
    ) as ranked
    where ranked.version_rank = 1
{%- endmacro -%}
