"""A headless Chromium, driven through the DevTools protocol over a pipe: JSON, and a NUL after each message."""

import json
import os
import select
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Self

from attrs import Factory, define

PATIENCE: Final = 60.0
"""How many seconds an answer may take."""

# In the order of the handles of the DevTools protocol: it reads 3 and writes 4, whatever the numbers are here.
HANDLES: Final = 'exec "$@" 3<&"$READS" 4>&"$WRITES"'
QUIET: Final = ("--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync")
# The page is our own, and a container often lets nobody set up a sandbox.
OPTIONS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
    *QUIET,
)

# Every text that is seen, and how well it stands out against the nearest ground behind it, as WCAG reckons.
CONTRASTS: Final = """
(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => numbers(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if ((numbers(colour)[3] ?? 1) === 1) return colour;
    }
    return "rgb(255, 0, 255)";
  };
  const contrast = (element) => {
    const [low, high] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const seen = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility() &&
    !one.closest("svg, script") && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return seen.map((one) => [one.outerHTML, contrast(one)]);
})()
"""


class BrowserError(Exception):
    """The browser did not do what it was told."""


class Browser:
    """A running Chromium. Events of each page are kept with it."""

    def __init__(self, program: str, profile: Path) -> None:
        reads, self._to = os.pipe()
        self._from, writes = os.pipe()
        command = ["bash", "-c", HANDLES, "bash", program, *OPTIONS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            env={**os.environ, "READS": str(reads), "WRITES": str(writes)},
            pass_fds=(reads, writes),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(reads)
        os.close(writes)
        self._rest = b""
        self._number = 0
        self._pages: dict[str, Page] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def page(self) -> "Page":
        """Open a page."""
        context = self.send("Target.createBrowserContext")["browserContextId"]
        target = self.send("Target.createTarget", {"url": "about:blank", "browserContextId": context})["targetId"]
        session = self.send("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = self._pages[session] = Page(self, session, context)
        for domain in ("Page", "Runtime", "Log", "Network"):
            page.send(f"{domain}.enable")
        page.send("Page.setLifecycleEventsEnabled", enabled=True)
        # As if its window were in front, whatever other windows there are.
        page.send("Emulation.setFocusEmulationEnabled", enabled=True)
        return page

    def send(self, method: str, params: dict[str, Any] | None = None, session: str | None = None) -> dict[str, Any]:
        """Send a command, and wait for its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params or {}}
        os.write(self._to, json.dumps(message | ({"sessionId": session} if session else {})).encode() + b"\0")
        while (answer := self.receive(method)).get("id") != self._number:
            pass
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def receive(self, purpose: str) -> dict[str, Any]:
        """Wait for the next message, and give it to the page that it tells of."""
        while b"\0" not in self._rest:
            if not select.select([self._from], [], [], PATIENCE)[0]:
                raise BrowserError(f"{purpose}: no answer within {PATIENCE:.0f} seconds")
            if not (some := os.read(self._from, 1 << 20)):
                raise BrowserError(f"{purpose}: the browser has ended")
            self._rest += some
        text, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        if page := self._pages.get(message.get("sessionId", "")):
            page.events.append(message)
        return message

    def close(self) -> None:
        """End the browser."""
        try:
            self.send("Browser.close")
            self._process.wait(PATIENCE)
        except (BrowserError, OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        finally:
            os.close(self._to)
            os.close(self._from)


@define
class Page:
    """A page. `events`: what the browser told of it since it last went to an address."""

    browser: Browser
    session: str
    context: str
    events: list[dict[str, Any]] = Factory(list)

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command to this page."""
        return self.browser.send(method, params, self.session)

    def open(self, address: str) -> None:
        """Go to an address, and wait until everything is loaded."""
        self.events.clear()
        loader = self.send("Page.navigate", url=address)["loaderId"]
        while not any(one["loaderId"] == loader and one["name"] == "load" for one in self.told("Page.lifecycleEvent")):
            self.browser.receive(f"loading {address}")

    def told(self, method: str) -> list[dict[str, Any]]:
        """What the events of a kind told."""
        return [event["params"] for event in self.events if event.get("method") == method]

    def evaluate(self, expression: str) -> Any:
        """Evaluate JavaScript in the page, whatever its policy or whether scripts of its own may run."""
        told = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in told:
            raise BrowserError(f"{expression}: {told['exceptionDetails']}")
        return told["result"].get("value")

    def until(self, done: Callable[[], bool], what: str) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > end:
                raise BrowserError(f"not within {PATIENCE:.0f} seconds: {what}")
            time.sleep(0.01)

    def contrasts(self) -> list[tuple[str, float]]:
        """Every text that is seen, as HTML, with its contrast to the ground behind it."""
        return [(text, contrast) for text, contrast in self.evaluate(CONTRASTS)]

    def size(self, width: int, height: int) -> None:
        """Make the window as large as that, in CSS pixels, on a phone's terms."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )

    def prefer(self, **features: str) -> None:
        """Set what the reader prefers, such as `color_scheme="dark"`."""
        wanted = [{"name": f"prefers-{name.replace('_', '-')}", "value": value} for name, value in features.items()]
        self.send("Emulation.setEmulatedMedia", features=wanted)

    def scripts(self, run: bool) -> None:
        """Let the scripts of what is opened next run, or not."""
        self.send("Emulation.setScriptExecutionDisabled", value=not run)

    def permit(self, *permissions: str) -> None:
        """Permit what a reader would be asked for."""
        self.browser.send("Browser.grantPermissions", {"permissions": permissions, "browserContextId": self.context})

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        code = {"Tab": 9, "Enter": 13}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code)
