/* What lies on top of the areas, on two canvases, the same for every renderer: below the patterns of the statuses, borders,
   circles and facilities; above the outlines of what is hovered or selected, so that pointing redraws next to nothing. */
(function (atlas) {
    "use strict";
    const SHAPES = {
        circle: function (c, x, y, r) { c.moveTo(x + r, y); c.arc(x, y, r, 0, 2 * Math.PI); },
        square: function (c, x, y, r) { c.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r); },
        diamond: function (c, x, y, r) { c.moveTo(x, y - 1.25 * r); c.lineTo(x + 1.25 * r, y); c.lineTo(x, y + 1.25 * r); c.lineTo(x - 1.25 * r, y); c.closePath(); },
        triangle: function (c, x, y, r) { c.moveTo(x, y - 1.2 * r); c.lineTo(x + 1.15 * r, y + 0.9 * r); c.lineTo(x - 1.15 * r, y + 0.9 * r); c.closePath(); },
        star: function (c, x, y, r) {
            for (let i = 0; i < 10; i++) {
                const far = (i % 2 ? 0.6 : 1.35) * r, turn = i * Math.PI / 5;
                c[i ? "lineTo" : "moveTo"](x + far * Math.sin(turn), y - far * Math.cos(turn));
            }
            c.closePath();
        },
        cross: function (c, x, y, r) { const t = 0.45 * r; c.rect(x - t, y - 1.1 * r, 2 * t, 2.2 * r); c.rect(x - 1.1 * r, y - t, 2.2 * r, 2 * t); },
    };

    function forced() { return window.matchMedia("(forced-colors: active)").matches; }

    /** A tile of a pattern as atlas/patterns.py describes it: {size, lines (SVG path), width, colour}. */
    function tile(style, dpr) {
        const canvas = document.createElement("canvas"), px = Math.max(1, Math.round(style.size * dpr));
        canvas.width = canvas.height = px;
        const c = canvas.getContext("2d");
        c.scale(px / style.size, px / style.size);
        const lines = new Path2D(style.lines);
        c.lineCap = style.cap || "butt";
        if (style.over) { // a class colour lies below, dark or light
            c.strokeStyle = forced() ? "Canvas" : "rgba(255,255,255,0.8)";
            c.lineWidth = style.width + 1.4;
            c.stroke(lines);
        }
        c.strokeStyle = forced() ? "CanvasText" : style.colour;
        c.lineWidth = style.width;
        c.stroke(lines);
        return { canvas: canvas, scale: style.size / px };
    }

    /** scene: what the controller fills in; every part may be missing:
        geometry, patterns [{rows, style}], borders [{path, width, colour, dash}], circles {x, y, r, look, order},
        facilities [{x, y, shape, colour}], selected [row], hovered row. */
    function overlay(container, scene) {
        const under = document.createElement("canvas"), over = document.createElement("canvas");
        const layers = [under, over];
        layers.forEach(function (canvas) { canvas.className = "atlas-map-overlay"; canvas.setAttribute("aria-hidden", "true"); container.append(canvas); });
        let dpr = 1;

        function resize() {
            dpr = window.devicePixelRatio || 1;
            layers.forEach(function (canvas) {
                canvas.width = Math.round(container.clientWidth * dpr);
                canvas.height = Math.round(container.clientHeight * dpr);
            });
        }

        function start(canvas) {
            const c = canvas.getContext("2d");
            c.setTransform(1, 0, 0, 1, 0, 0);
            c.clearRect(0, 0, canvas.width, canvas.height);
            return c;
        }

        /** Local units to pixels: px = scale * x + dx. */
        function placed(view) {
            const g = scene.geometry;
            return { scale: view.k / g.unit, dx: view.dx + g.corner[0] * view.k, dy: view.dy + g.corner[1] * view.k };
        }

        function local(c, p) { c.setTransform(p.scale * dpr, 0, 0, p.scale * dpr, p.dx * dpr, p.dy * dpr); }
        function pixels(c) { c.setTransform(dpr, 0, 0, dpr, 0, 0); }

        function drawPatterns(c, p) {
            for (const part of scene.patterns || []) {
                const t = tile(part.style, dpr), pattern = c.createPattern(t.canvas, "repeat");
                pattern.setTransform(new DOMMatrix().scale(t.scale / p.scale));
                local(c, p);
                c.fillStyle = pattern;
                for (const row of part.rows) c.fill(scene.geometry.path(row), "evenodd");
            }
        }

        function drawBorders(c, p) {
            local(c, p);
            c.lineJoin = "round";
            for (const line of scene.borders || []) {
                c.setLineDash([]);
                c.strokeStyle = forced() ? "Canvas" : "rgba(255,255,255,0.85)"; // dark classes lie below
                c.lineWidth = (line.width + 1.6) / p.scale;
                c.stroke(line.path);
                c.strokeStyle = forced() ? "CanvasText" : line.colour;
                c.lineWidth = line.width / p.scale;
                c.setLineDash((line.dash || []).map(function (part) { return part / p.scale; }));
                c.stroke(line.path);
            }
            c.setLineDash([]);
        }

        function drawCircles(c, p) {
            const s = scene.circles;
            if (!s) return;
            pixels(c);
            for (const row of s.order) {
                const look = s.look[row]; // above nothing, nothing, or below nothing: never by colour alone
                c.lineWidth = look.width;
                c.fillStyle = forced() ? (look.hollow ? "Canvas" : "CanvasText") : look.fill;
                c.strokeStyle = forced() ? (look.hollow ? "CanvasText" : "Canvas") : look.edge;
                const x = p.scale * s.x[row] + p.dx, y = p.scale * s.y[row] + p.dy, r = s.r[row];
                if (x < -r || y < -r || x > container.clientWidth + r || y > container.clientHeight + r) continue;
                c.beginPath();
                c.arc(x, y, r, 0, 2 * Math.PI);
                c.fill();
                c.stroke();
            }
        }

        function drawFacilities(c, p) {
            pixels(c);
            c.lineWidth = 1.5;
            c.strokeStyle = forced() ? "Canvas" : "#ffffff";
            for (const f of scene.facilities || []) {
                c.beginPath();
                (SHAPES[f.shape] || SHAPES.circle)(c, p.scale * f.x + p.dx, p.scale * f.y + p.dy, 5);
                c.fillStyle = forced() ? "CanvasText" : f.colour;
                c.stroke();
                c.fill();
            }
        }

        function outline(c, p, rows, width) {
            local(c, p);
            c.lineJoin = "round";
            c.strokeStyle = forced() ? "Canvas" : scene.paper;
            c.lineWidth = (width + 2.5) / p.scale;
            for (const row of rows) c.stroke(scene.geometry.path(row));
            c.strokeStyle = forced() ? "Highlight" : scene.ink;
            c.lineWidth = width / p.scale;
            for (const row of rows) c.stroke(scene.geometry.path(row));
        }

        return {
            resize: resize,
            drawUnder: function (view) {
                const c = start(under);
                if (!scene.geometry) return;
                const p = placed(view);
                drawPatterns(c, p);
                drawBorders(c, p);
                drawCircles(c, p);
                drawFacilities(c, p);
            },
            drawOver: function (view) {
                const c = start(over);
                if (!scene.geometry) return;
                const p = placed(view);
                outline(c, p, scene.selected, 2.5);
                if (scene.hovered >= 0) outline(c, p, [scene.hovered], 1.5);
            },
            placed: placed,
        };
    }

    atlas.overlay = overlay;
})(window.atlas_map = window.atlas_map || {});
