"""What the map benchmarks run in a page: time from a click to the render, with and without the pixels."""

# t: from the click to the last render of the changed map; p: until its pixels could be read back, which is
# what a desktop without a GPU feels. Milliseconds.
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
