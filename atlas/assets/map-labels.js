/* Names on the map as HTML (crisp, in the page's font), placed by priority so that none lies on another; and the tooltip. */
(function (atlas) {
    "use strict";
    const MOST = 60, HEIGHT = 16, TALL = 20, GAP = 4; // pixels; TALL: a line where values are written
    const FITS = 1.25; // widths of its area that a name may have

    /** scene.labels: {rows, and by row x, y (local units), name, priority}; scene.selected rows come first.
        scene.values: nothing, or by row the value that stands below the name, or alone where both have no room. */
    function labels(container, scene) {
        const layer = document.createElement("div");
        layer.className = "atlas-map-labels";
        layer.setAttribute("aria-hidden", "true");
        container.append(layer);
        const pen = document.createElement("canvas").getContext("2d"), widths = new Map(), shown = new Map();
        let order = [], orderOf = null;

        /** Of the widest line, in pixels. */
        function width(text) {
            if (!widths.has(text)) {
                const style = window.getComputedStyle(layer);
                pen.font = (scene.values ? "600 " : "") + style.fontSize + " " + style.fontFamily;
                widths.set(text, Math.max(...text.split("\n").map(function (line) { return pen.measureText(line).width; })) + 2 * GAP);
            }
            return widths.get(text);
        }

        function height(text) { return (scene.values ? TALL : HEIGHT) * text.split("\n").length; }

        /** Names and values stand in a larger type than names alone. */
        function dress() {
            const now = "atlas-map-labels" + (scene.values ? " atlas-map-values" : "");
            if (layer.className === now) return;
            layer.className = now;
            widths.clear();
            shown.clear();
            layer.replaceChildren();
        }

        function written(text) {
            const label = document.createElement("span"), lines = text.split("\n");
            label.dataset.text = text;
            lines.forEach(function (line, i) {
                const part = document.createElement(scene.values && i === lines.length - 1 ? "b" : "i");
                part.textContent = line;
                label.append(part);
            });
            return label;
        }

        /** What may stand on an area, the best first. */
        function texts(row) {
            const name = scene.labels.name[row], value = scene.values && scene.values[row];
            return value ? [name + "\n" + value, value] : [name];
        }

        function fits(text, row, p) {
            const b = scene.geometry.boxes;
            return width(text) <= FITS * p.scale * (b[4 * row + 2] - b[4 * row]);
        }

        /** The first text of an area that has room there: [text, box], or nothing. */
        function chosenOf(row, p, x, y, boxes) {
            const all = texts(row);
            for (const text of all) {
                const half = width(text) / 2, up = height(text) / 2, box = [x - half, y - up, x + half, y + up];
                if (!fits(text, row, p) && text !== (scene.values && all.at(-1))) continue;
                if (!boxes.some(function (o) { return box[0] < o[2] && box[2] > o[0] && box[1] < o[3] && box[3] > o[1]; })) return [text, box];
            }
            return null;
        }

        function ranked() {
            if (orderOf !== scene.labels) {
                order = scene.labels.rows.slice();
                order.sort(function (a, b) { return scene.labels.priority[b] - scene.labels.priority[a] || a - b; });
                orderOf = scene.labels;
            }
            return (scene.selected || []).concat(order);
        }

        function move(p) {
            for (const [row, label] of shown) {
                const text = label.dataset.text;
                const x = p.scale * scene.labels.x[row] + p.dx - width(text) / 2 + GAP;
                const y = p.scale * scene.labels.y[row] + p.dy - height(text) / 2;
                label.style.transform = "translate(" + Math.round(x) + "px," + Math.round(y) + "px)"; // whole pixels: crisp
            }
        }

        /** Chooses anew which names are shown: greedy by priority, inside the frame, at most MOST, not much wider than their area. */
        function place(p) {
            dress();
            const chosen = new Map(), boxes = [], w = container.clientWidth, h = container.clientHeight;
            if (scene.labels && scene.geometry) {
                for (const row of ranked()) {
                    if (boxes.length >= MOST) break;
                    if (chosen.has(row)) continue;
                    const x = p.scale * scene.labels.x[row] + p.dx, y = p.scale * scene.labels.y[row] + p.dy;
                    if (x < 0 || y < 0 || x > w || y > h) continue;
                    const found = chosenOf(row, p, x, y, boxes);
                    if (!found) continue;
                    boxes.push(found[1]);
                    chosen.set(row, found[0]);
                }
            }
            for (const [row, label] of shown) if (chosen.get(row) !== label.dataset.text) { label.remove(); shown.delete(row); }
            for (const [row, text] of chosen) {
                if (shown.has(row)) continue;
                const label = written(text);
                layer.append(label);
                shown.set(row, label);
            }
            if (scene.labels && scene.geometry) move(p);
        }

        return { place: place, move: move, clear: function () { shown.clear(); layer.replaceChildren(); } };
    }

    /** Lines [[class, text]] beside the pointer, kept inside the frame. */
    function tooltip(container) {
        const box = document.createElement("div");
        box.className = "atlas-map-tooltip";
        box.setAttribute("aria-hidden", "true");
        box.hidden = true;
        container.append(box);
        return {
            show: function (lines, x, y) {
                box.replaceChildren.apply(box, lines.map(function (line) {
                    const row = document.createElement("div");
                    row.className = line[0];
                    row.textContent = line[1];
                    return row;
                }));
                box.hidden = false;
                const w = box.offsetWidth, h = box.offsetHeight;
                const left = x + 14 + w > container.clientWidth ? x - 14 - w : x + 14;
                const top = y + 14 + h > container.clientHeight ? y - 14 - h : y + 14;
                box.style.transform = "translate(" + Math.max(0, left) + "px," + Math.max(0, top) + "px)";
            },
            hide: function () { box.hidden = true; },
        };
    }

    atlas.labels = labels;
    atlas.tooltip = tooltip;
})(window.atlas_map = window.atlas_map || {});
