/* Mouse and finger on the map: what lies under them, tooltip, hover and click; the same for every renderer. */
(function (atlas) {
    "use strict";
    const NEAR = 9, STILL = 6; // pixels: a facility under the pointer; a press that moves less is a click

    /** Row of the area and the facility at a place of the stage in pixels; row -1: none. p: overlay.placed(view). */
    function under(scene, p, point) {
        const x = (point[0] - p.dx) / p.scale, y = (point[1] - p.dy) / p.scale;
        let facility = null, nearest = NEAR;
        for (const f of scene.facilities || []) {
            const far = Math.hypot(p.scale * f.x + p.dx - point[0], p.scale * f.y + p.dy - point[1]);
            if (far < nearest) { nearest = far; facility = f; }
        }
        const s = scene.circles;
        if (s) for (let i = s.order.length - 1; i >= 0; i--) { // the smallest circles lie on top
            const row = s.order[i];
            if (Math.hypot(s.x[row] - x, s.y[row] - y) * p.scale <= s.r[row]) return { row: row, facility: facility };
        }
        return { row: scene.geometry.locate(x, y), facility: facility };
    }

    /** Calls heard.point([x, y] or null), heard.click([x, y]) and heard.touched(). Gives a function that stops listening. */
    function listen(stage, heard) {
        let down = null, frame = 0;
        const gone = new AbortController(), on = { signal: gone.signal };
        function at(event) { const box = stage.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; }
        stage.addEventListener("pointermove", function (event) {
            if (event.pointerType === "touch" || event.buttons) return;
            const point = at(event);
            cancelAnimationFrame(frame);
            frame = requestAnimationFrame(function () { heard.point(point); });
        }, on);
        stage.addEventListener("pointerleave", function () { cancelAnimationFrame(frame); heard.point(null); }, on);
        stage.addEventListener("pointerdown", function (event) { down = at(event); heard.touched(); }, on);
        stage.addEventListener("wheel", function () { heard.touched(); }, { passive: true, signal: gone.signal });
        stage.addEventListener("click", function (event) {
            const point = at(event);
            if (down && Math.hypot(point[0] - down[0], point[1] - down[1]) < STILL) heard.click(point);
        }, on);
        return function () { cancelAnimationFrame(frame); gone.abort(); };
    }

    atlas.pointer = { under: under, listen: listen };
})(window.atlas_map = window.atlas_map || {});
