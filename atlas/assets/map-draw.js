/* Drawing on a map: a layer of its own above it takes the pointer, and the areas whose name stands inside of the line are
   told. Corners are kept in the map's local units (map-geometry.js), so that zooming by the buttons moves the line along. */
(function (atlas) {
    "use strict";
    const CLOSE = 12, STEP = 6, MOVE = 16, FAR = 64; // pixels: to the first corner; between points of a drag; a key, with Shift
    const SAYS = "Zeichenfläche. Pfeiltasten bewegen das Kreuz, die Leertaste setzt eine Ecke, Rücktaste nimmt eine zurück, Eingabe schließt den Umriss, Escape verwirft ihn.";

    /** Even-odd; ring: [[x, y], ...]. */
    function inside(ring, x, y) {
        let odd = false;
        for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
            const a = ring[i], b = ring[j];
            if ((a[1] > y) !== (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]) odd = !odd;
        }
        return odd;
    }

    /** Rows of the areas whose label point lies in the ring of local points. */
    function within(ring, labels) {
        return labels.rows.filter(function (row) { return inside(ring, labels.x[row], labels.y[row]); });
    }

    /** stage: the element of an AtlasMap; done(keys) is called for every line that was closed, corner(number, key) for every
        corner that was set by a key, in the area of that key or in none. Gives {layer, stop}. */
    function draw(stage, done, corner) {
        const map = stage.atlasMap, layer = document.createElement("canvas"), pen = layer.getContext("2d");
        let ring = [], cross = null, pointer = null, dragged = false, seen = "", frame = 0;
        layer.className = "atlas-map-draw";
        layer.tabIndex = 0;
        layer.setAttribute("role", "application");
        layer.setAttribute("aria-label", SAYS);
        stage.after(layer);

        function placed() { return map.scene.geometry && map.overlay ? map.overlay.placed(map.renderer.view()) : null; }
        function local(at, p) { return [(at[0] - p.dx) / p.scale, (at[1] - p.dy) / p.scale]; }
        function pixel(point, p) { return [p.scale * point[0] + p.dx, p.scale * point[1] + p.dy]; }
        function at(event) { const box = layer.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; }
        function far(a, b) { return Math.hypot(a[0] - b[0], a[1] - b[1]); }

        function paint(p) {
            const dpr = window.devicePixelRatio || 1, wide = layer.clientWidth, high = layer.clientHeight;
            layer.width = Math.round(wide * dpr);
            layer.height = Math.round(high * dpr);
            pen.scale(dpr, dpr);
            const corners = ring.map(function (point) { return pixel(point, p); }), open = pointer && ring.length ? corners.concat([pointer]) : corners;
            pen.beginPath();
            open.forEach(function (c, i) { if (i) pen.lineTo(c[0], c[1]); else pen.moveTo(c[0], c[1]); });
            pen.fillStyle = "rgba(23,36,43,0.14)";
            pen.fill();
            [["#FFFFFF", 5], ["#17242B", 2]].forEach(function (look) { pen.strokeStyle = look[0]; pen.lineWidth = look[1]; pen.stroke(); });
            corners.slice(0, 1).forEach(function (c) {
                pen.beginPath();
                pen.arc(c[0], c[1], 5, 0, 2 * Math.PI);
                pen.fillStyle = "#FFFFFF";
                pen.fill();
                pen.stroke();
            });
            if (!cross) return;
            [["#FFFFFF", 5], ["#17242B", 2]].forEach(function (look) {
                pen.strokeStyle = look[0];
                pen.lineWidth = look[1];
                pen.beginPath();
                pen.moveTo(cross[0] - 12, cross[1]); pen.lineTo(cross[0] + 12, cross[1]); pen.moveTo(cross[0], cross[1] - 12); pen.lineTo(cross[0], cross[1] + 12);
                pen.stroke();
            });
        }

        /** Every frame in which map, line or size have changed. */
        function look() {
            const p = placed(), now = p && [p.scale, p.dx, p.dy, ring.length, pointer, cross, layer.clientWidth, layer.clientHeight].join();
            if (p && now !== seen) { seen = now; paint(p); }
            frame = requestAnimationFrame(look);
        }

        function add(where) { const p = placed(); if (p) ring.push(local(where, p)); }
        function clear() { ring = []; pointer = null; dragged = false; }

        function close() {
            const found = ring, labels = map.scene.labels, keys = map.scene.geometry && map.scene.geometry.keys;
            clear();
            if (found.length > 2 && labels) done(within(found, labels).map(function (row) { return keys[row]; }));
        }

        function moved(event) {
            const here = at(event);
            pointer = here;
            if (!event.buttons || !ring.length || far(pixel(ring.at(-1), placed()), here) < STEP) return;
            dragged = true;
            add(here);
        }

        function pressed(event) {
            if (event.button) return;
            layer.setPointerCapture(event.pointerId);
            cross = null;
            const here = at(event), p = placed();
            if (p && ring.length > 2 && far(pixel(ring[0], p), here) < CLOSE) close(); else add(here);
        }

        function released() { if (dragged) close(); }

        /** A corner at the cross, told to those who do not see it. */
        function set() {
            add(cross);
            const last = ring.at(-1), row = last ? map.scene.geometry.locate(last[0], last[1]) : -1;
            corner(ring.length, row < 0 ? "" : map.scene.geometry.keys[row]);
        }

        function key(event) {
            const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }, way = ways[event.key];
            cross = cross || [layer.clientWidth / 2, layer.clientHeight / 2];
            if (way) {
                const step = event.shiftKey ? FAR : MOVE;
                cross = [Math.min(Math.max(cross[0] + way[0] * step, 0), layer.clientWidth), Math.min(Math.max(cross[1] + way[1] * step, 0), layer.clientHeight)];
                pointer = cross;
            } else if (event.key === " ") set();
            else if (event.key === "Backspace") ring.pop();
            else if (event.key === "Enter") close();
            else if (event.key === "Escape") clear();
            else return;
            event.preventDefault();
        }

        layer.addEventListener("pointerdown", pressed);
        layer.addEventListener("pointermove", moved);
        layer.addEventListener("pointerup", released);
        layer.addEventListener("dblclick", close);
        layer.addEventListener("keydown", key);
        frame = requestAnimationFrame(look);
        return { layer: layer, stop: function () { cancelAnimationFrame(frame); layer.remove(); } };
    }

    atlas.draw = draw;
    atlas.within = within;
})(window.atlas_map = window.atlas_map || {});
