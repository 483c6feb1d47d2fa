"""The still pages: the course as web pages that need no server, no Python and no network.

edition.py writes them; answers.py puts the answer to each question behind a disclosure; search.py makes the index in which the page
*Search* looks; accessibility.py drafts the statement for whoever publishes them; command.py is `qilab publish pages`.
"""
