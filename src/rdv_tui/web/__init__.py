"""The desk and the kiosk in browsers: a page, a server behind a proxy, one program a tab.

Each tab has a program of its own on a terminal of its own, the same program as over SSH: what makes
its driver hard makes this hard. The page draws that terminal, and knows nothing.
"""
