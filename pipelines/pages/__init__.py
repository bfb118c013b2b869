"""The published figures in a browser on this machine: pick a figure or a question, or ask with SQL.

It reads what is published and nothing else, and keeps nothing but that somebody has asked.
"""
