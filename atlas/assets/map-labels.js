/* Names on the map as HTML (crisp, in the page's font), placed by priority so that none lies on another; and the tooltip. */
(function (atlas) {
    "use strict";
    const MOST = 60, HEIGHT = 16, GAP = 4;
    const FITS = 1.25; // widths of its area that a name may have

    /** scene.labels: {rows, and by row x, y (local units), name, priority}; scene.selected rows come first. */
    function labels(container, scene) {
        const layer = document.createElement("div");
        layer.className = "atlas-map-labels";
        layer.setAttribute("aria-hidden", "true");
        container.append(layer);
        const pen = document.createElement("canvas").getContext("2d"), widths = new Map(), shown = new Map();
        let order = [], orderOf = null;

        function width(name) {
            if (!widths.has(name)) {
                pen.font = window.getComputedStyle(layer).font;
                widths.set(name, pen.measureText(name).width + 2 * GAP);
            }
            return widths.get(name);
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
                const x = p.scale * scene.labels.x[row] + p.dx - width(scene.labels.name[row]) / 2 + GAP;
                const y = p.scale * scene.labels.y[row] + p.dy - HEIGHT / 2;
                label.style.transform = "translate(" + Math.round(x) + "px," + Math.round(y) + "px)"; // whole pixels: crisp
            }
        }

        /** Chooses anew which names are shown: greedy by priority, inside the frame, at most MOST, not much wider than their area. */
        function place(p) {
            const chosen = new Set(), boxes = [], w = container.clientWidth, h = container.clientHeight;
            if (scene.labels && scene.geometry) {
                for (const row of ranked()) {
                    if (boxes.length >= MOST) break;
                    if (chosen.has(row)) continue;
                    const x = p.scale * scene.labels.x[row] + p.dx, y = p.scale * scene.labels.y[row] + p.dy;
                    if (x < 0 || y < 0 || x > w || y > h) continue;
                    const half = width(scene.labels.name[row]) / 2, b = scene.geometry.boxes;
                    if (2 * half > FITS * p.scale * (b[4 * row + 2] - b[4 * row])) continue;
                    const box = [x - half, y - HEIGHT / 2, x + half, y + HEIGHT / 2];
                    if (boxes.some(function (o) { return box[0] < o[2] && box[2] > o[0] && box[1] < o[3] && box[3] > o[1]; })) continue;
                    boxes.push(box);
                    chosen.add(row);
                }
            }
            for (const [row, label] of shown) if (!chosen.has(row)) { label.remove(); shown.delete(row); }
            for (const row of chosen) {
                if (shown.has(row)) continue;
                const label = document.createElement("span");
                label.textContent = scene.labels.name[row];
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
