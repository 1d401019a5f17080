"""Imported by the server that forks the workers: what reading loads once a process is loaded once for all of them."""

from importers.reading.pages import read_page
from importers.responses import Response

_PAGE = (
    "<title>Low Water</title><h1>Low Water</h1><p>Director: Ada Lind</p><p>Spain 2013, 90 min</p>"
    "<p>In Spanish with English subtitles</p><p>Fri 29 Oct 2013, 18.30, Screen 2</p><p>A long walk home.</p>"
)

read_page(Response("warm.html", "warm", "warm.html", _PAGE.encode()))
