{#- Whether the target is reached: a code of the list target_verdicts. Undecided where the interval holds the target. -#}
{%- macro target_verdict(low, high) -%}
    case
        when value is null then 'no_figure'
        when target is null or direction = 'neutral' then 'no_target'
        when direction = 'up' and {{ low }} >= target then 'reached'
        when direction = 'up' and {{ high }} < target then 'not_reached'
        when direction = 'down' and {{ high }} <= target then 'reached'
        when direction = 'down' and {{ low }} > target then 'not_reached'
        else 'undecided'
    end
{%- endmacro -%}

{#- How the figure has changed: a code of the list change_verdicts. A change within the noise is undecided; one whose
    noise is not known is not tested. -#}
{%- macro change_verdict() -%}
    case
        when value is null then 'no_figure'
        when previous_value is null then 'no_previous'
        when change_exceeds_noise is null then 'not_tested'
        when not change_exceeds_noise then 'undecided'
        when direction = 'neutral' and change > 0 then 'higher'
        when direction = 'neutral' then 'lower'
        when (direction = 'up') = (change > 0) then 'better'
        else 'worse'
    end
{%- endmacro -%}
