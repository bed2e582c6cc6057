"""The browser of the map benchmarks, and what runs in its pages: from an event to the last render, and to the pixels.

Times are in milliseconds. `t`: from the event to the last render of the changed map; `p`: until its pixels could be
read back, which is what a desktop without a GPU feels.
"""

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser import chromium

DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PATIENCE = 180_000  # ms: the naive map of 11,000 areas takes its time

NAIVE_READY = """
() => { const graph = document.querySelector(".js-plotly-plot");
        return Boolean(graph && graph._fullLayout && graph._fullLayout.map && graph._fullLayout.map._subplot
          && graph._fullLayout.map._subplot.map && graph._fullLayout.map._subplot.map.loaded()); }
"""

NAIVE_SWITCH = """
async indicator => {
  const graph = document.querySelector(".js-plotly-plot");
  const button = [...document.querySelectorAll("button")][indicator];
  const started = performance.now();
  const drawn = new Promise(resolve => graph.once("plotly_afterplot", () => {
    const map = graph._fullLayout.map._subplot.map;
    map.once("idle", () => {
      const t = performance.now() - started;
      const gl = map.getCanvas().getContext("webgl2") || map.getCanvas().getContext("webgl");
      map.once("render", () => {
        gl.readPixels(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight, gl.RGBA, gl.UNSIGNED_BYTE,
          new Uint8Array(4 * gl.drawingBufferWidth * gl.drawingBufferHeight));
        resolve({t: t, p: performance.now() - started});
      });
      map.triggerRepaint();
    });
    map.triggerRepaint();
  }));
  button.click();
  return drawn;
}
"""

# Waits for one event of this type (Playwright causes it, as a visitor would) and follows the map until it is quiet.
ARM = """
event => { window.atlasBench = new Promise(resolve => addEventListener(event, () => {
  const started = performance.now(), stage = document.querySelector(".atlas-map-stage");
  const renderer = stage.atlasMap.renderer;
  let last = 0, read = 0;
  const drawn = () => { last = performance.now() - started; };
  if (renderer.map.triggerRepaint) renderer.map.on("render", drawn);
  atlasMapTimings.wait("", null, started).then(entry => {
    last = Math.max(last, entry.end - started);
    for (const canvas of stage.querySelectorAll("canvas")) {
      const gl = canvas.getContext("webgl2");
      if (gl) gl.readPixels(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight, gl.RGBA, gl.UNSIGNED_BYTE,
        new Uint8Array(4 * gl.drawingBufferWidth * gl.drawingBufferHeight));
      else if (canvas.width && canvas.height)
        canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    }
    read = performance.now() - started;
    const first = last;
    const look = () => {
      const now = performance.now() - started, later = atlasMapTimings.renders.at(-1).end - started;
      last = Math.max(last, later);
      if (now < last + 400 || now < read + 400) return setTimeout(look, 50);
      if (renderer.map.triggerRepaint) renderer.map.off("render", drawn);
      resolve({t: last, p: Math.max(read, last), first: first, name: renderer.name, matrix: entry.matrix});
    };
    look();
  });
}, {capture: true, once: true})); }
"""
ARRIVED = "() => window.atlasBench"

# Whether the whole still picture is painted: it is parsed, and two frames have passed.
WATCH_PICTURE = """
(() => {
  const look = () => {
    const picture = document.querySelector(".erstbild svg");
    const whole = picture && document.querySelector(".skripte");
    requestAnimationFrame(whole
      ? () => requestAnimationFrame(() => { window.atlasPicture = performance.now(); })
      : look);
  };
  look();
})();
"""
MOMENTS = """
async () => {
  const entry = await atlasMapTimings.wait("");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return {picture: Math.max(window.atlasPicture || NaN, paint ? paint.startTime : NaN), live: entry.end,
          origin: performance.timeOrigin};
}
"""
TIMED = "() => Boolean(window.atlasMapTimings)"


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """The Chromium of the browser tests: no network, WebGL in software."""
    path = chromium.find()
    if path is None:
        sys.exit("no Chromium: `make browser` says what to do")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield found
        found.close()


def blank(found: Browser) -> Page:
    """A page with nothing in its cache."""
    context = found.new_context(viewport=DESKTOP, locale="de-DE")
    context.set_default_timeout(PATIENCE)
    return context.new_page()


class Calm:
    """Waits until a page has nothing under way."""

    def __init__(self, page: Page) -> None:
        self.page, self.open = page, 0
        page.on("request", self._more)
        page.on("requestfinished", self._less)
        page.on("requestfailed", self._less)

    def _more(self, _request: Any) -> None:
        self.open += 1

    def _less(self, _request: Any) -> None:
        self.open -= 1

    def wait(self, quiet: int = 600) -> None:
        """For `quiet` ms there was no open request, and the page has time again."""
        still = 0
        while still < quiet:
            self.page.wait_for_timeout(100)
            self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            still = 0 if self.open > 0 else still + 100
