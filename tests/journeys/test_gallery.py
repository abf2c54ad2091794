"""Each page and each component, in a real browser: accessible, calm at every width, and nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.journeys.gallery_site import ADDRESSES, site

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    with site() as address:
        yield address


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_accessible_in_light_and_dark_and_asks_nobody_else(
    browser: Browser, home: str, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    page.goto(home + address, wait_until="load")
    light = Axe().run(page)
    page.emulate_media(color_scheme="dark")
    dark = Axe().run(page, options={"runOnly": ["color-contrast"]})

    assert light.violations_count == 0, light.generate_report()
    assert dark.violations_count == 0, dark.generate_report()
    assert [url for url in asked if not url.startswith((home, "data:"))] == []
    assert said == []
    page.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_no_page_scrolls_sideways(browser: Browser, home: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 640})
    for address in ADDRESSES:
        page.goto(home + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.close()


def test_pages_say_the_same_without_a_script(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(home + "gallery/inbox-open")
    page.locator("summary", has_text="Note").click()
    page.goto(home + "gallery/compose")

    assert page.get_by_role("checkbox", name="I understand").first.is_enabled()
    assert page.get_by_role("button", name="Send", exact=True).is_enabled()
    context.close()


def test_lists_open_on_a_telephone_without_a_script(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(home + "gallery/inbox")

    page.get_by_role("link", name="Lists", exact=True).click()

    assert page.get_by_role("link", name="Needs matching").is_visible()
    context.close()


def test_keys_move_in_the_list_but_not_while_somebody_types(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.goto(home + "gallery/inbox", wait_until="networkidle")

    page.keyboard.press("j")
    assert "Dr P Shah" in page.locator(":focus").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("jo?")

    assert page.get_by_role("searchbox").input_value() == "jo?"
    page.close()


def test_keys_can_be_turned_off(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.goto(home + "gallery/inbox", wait_until="networkidle")

    page.keyboard.press("?")
    page.get_by_role("button", name="Turn shortcuts off").click()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("?")

    assert not page.get_by_role("dialog").is_visible()
    page.close()


@pytest.mark.hazard("HZ-09")
def test_nothing_about_anybody_is_kept_in_the_browser(browser: Browser, home: str) -> None:
    page = browser.new_page()
    for address in ("gallery/inbox-open", "gallery/compose"):
        page.goto(home + address, wait_until="networkidle")

    assert page.evaluate("localStorage.length") == 0
    # htmx notes the path it is on, which names nobody; no page, no text.
    assert page.evaluate("Object.values(sessionStorage).filter((kept) => kept.length > 100)") == []
    page.close()
