"""One page over HTTP or HTTPS, guarded: schemes, addresses, redirects, time, size and decompressed size.

Nothing raises: what goes wrong is a FetchFailure with a stable code and words. Crawling, robots.txt and conditional
requests are in `crawl/`; they ask through the same session.

Codes: those of `WebSession.ask`, and too_many_redirects, empty_answer, forbidden, not_found, rate_limited,
server_error, http_error.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from urllib.parse import urljoin

from importers.fetching.answers import as_response
from importers.fetching.bodies import AnswerError
from importers.fetching.options import FetchOptions
from importers.fetching.session import Answer, WebSession, without_user
from importers.responses import FetchFailure, Response


def fetch(url: str, source: str, site: str, options: FetchOptions) -> Response | FetchFailure:
    """What the address answers, redirects followed. The Response's url is the one that answered in the end.

    User and password in an address are neither sent nor told.
    """
    asked, source = without_user(url), without_user(source)
    here = asked
    hops: Counter[str] = Counter()
    with WebSession(options) as session:
        try:
            while True:
                answer = session.ask(here)
                if not answer.location:
                    return _response(answer, here, source, site)
                hops[here] += 1
                here = next_hop(answer, here, hops, options)
        except AnswerError as failed:
            via = f" (redirected to {here})" if here != asked else ""
            return FetchFailure(source, site, asked, failed.code, f"{asked}{via}: {failed.message}.", failed.status)


def next_hop(answer: Answer, here: str, hops: Counter[str], options: FetchOptions) -> str:
    """Where a redirect leads. `hops` counts the addresses that have redirected so far: one may come twice, since
    sites redirect to themselves once to set a cookie. Raises AnswerError too_many_redirects or bad_url."""
    try:
        there = without_user(urljoin(here, answer.location))
    except ValueError as error:
        raise AnswerError("bad_url", f"it redirects to {answer.location!r}, which is no address") from error
    if hops[there] > 1:
        raise AnswerError("too_many_redirects", f"it redirects in a circle, back to {there}")
    if hops.total() > options.max_redirects:
        raise AnswerError(
            "too_many_redirects", f"it redirects more than {options.max_redirects} times, last to {there}"
        )
    return there


def refuse_errors(answer: Answer) -> None:
    """Raises AnswerError for an answer that is no page: an error's status, or nothing in it."""
    if answer.status >= 400:
        code, words = _status_words(answer.status)
        raise AnswerError(code, f"the server answers {answer.status}, {words}", answer.status)
    if not answer.body:
        raise AnswerError("empty_answer", f"the server answers {answer.status} with nothing in it", answer.status)


def _response(answer: Answer, url: str, source: str, site: str) -> Response:
    refuse_errors(answer)
    return as_response(
        source=source,
        site=site,
        url=url,
        body=answer.body,
        status=answer.status,
        headers=answer.headers,
        fetched_at=datetime.now(UTC),
    )


_STATUS_WORDS = {
    401: ("forbidden", "it wants a log-in"),
    403: ("forbidden", "it does not let us see this"),
    404: ("not_found", "there is no such page"),
    410: ("not_found", "the page is gone"),
    429: ("rate_limited", "we asked too often; try again later"),
    503: ("server_error", "it is busy or under maintenance; try again later"),
}


def _status_words(status: int) -> tuple[str, str]:
    usual = ("server_error", "an error of its own") if status >= 500 else ("http_error", "an error")
    return _STATUS_WORDS.get(status, usual)
