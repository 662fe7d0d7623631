"""Waiting for news holds up nobody who brings them."""

from __future__ import annotations

import threading

import pytest

from bot.playground.news import News


def test_news_can_be_told_under_the_lock_that_the_condition_takes() -> None:
    """Once the condition was asked under the news' own lock: teller and waiter then waited for each other for ever."""
    news, lock, things = News("Here"), threading.Lock(), []
    asked, held = threading.Event(), threading.Event()

    def bring() -> None:
        asked.wait(5)
        with lock:
            held.set()
            news.tell()
            things.append("a letter")

    def condition() -> list[str]:
        asked.set()
        held.wait(5)
        with lock:
            return list(things)

    teller = threading.Thread(target=bring, daemon=True)
    teller.start()
    waited: list[list[str]] = []
    waiter = threading.Thread(
        target=lambda: waited.append(news.wait_for(condition, timeout=5, what="a letter")), daemon=True
    )
    waiter.start()
    waiter.join(10)

    assert waited == [["a letter"]]


def test_what_never_comes_is_said() -> None:
    with pytest.raises(AssertionError, match=r"Here waited 0\.05 seconds for a letter, in vain"):
        News("Here").wait_for(lambda: False, timeout=0.05, what="a letter")
