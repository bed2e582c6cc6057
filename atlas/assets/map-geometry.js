/* Where the areas are, for the pointer and the drawing on top: projected rings, boxes, paths. Renderer-independent.
   Local units: Web Mercator, moved to the areas' own corner and scaled so that their box is SIZE wide; y grows downwards. */
(function (atlas) {
    "use strict";
    const SIZE = 4096;
    const EDGE_FROM = 7; // pixels: mean width of an area from which its edge is drawn

    function mercator(lon, lat) {
        const s = Math.sin(lat * Math.PI / 180);
        return [lon / 360 + 0.5, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)];
    }

    function degrees(x, y) {
        return [(x - 0.5) * 360, Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180 / Math.PI];
    }

    function polygons(geometry) {
        if (!geometry) return [];
        return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    }

    /** collection: GeoJSON features with the integer id = row of the matrix and the property k = key. Rows without a feature
        (areas of another vintage) have no outline. Gives {count, ids, keys, row(key), local(lon, lat), unit, corner, boxes,
        locate(x, y), path(row), bounds(row)}; count is the number of rows that the matrix needs at least. */
    function geometry(collection) {
        const features = collection.features, ids = features.map(function (f) { return f.id; });
        const count = ids.reduce(function (a, b) { return Math.max(a, b); }, -1) + 1;
        const keys = new Array(count), world = Array.from({ length: count }, function () { return []; });
        features.forEach(function (f) { keys[f.id] = f.properties.k; });
        const rows = new Map(ids.map(function (row) { return [keys[row], row]; }));
        features.forEach(function (f) {
            world[f.id] = polygons(f.geometry).flatMap(function (rings) {
                return rings.map(function (ring) {
                    const out = new Float64Array(ring.length * 2);
                    for (let i = 0; i < ring.length; i++) {
                        const m = mercator(ring[i][0], ring[i][1]);
                        out[2 * i] = m[0];
                        out[2 * i + 1] = m[1];
                    }
                    return out;
                });
            });
        });
        let west = Infinity, north = Infinity, east = -Infinity, south = -Infinity;
        for (const rings of world) for (const ring of rings) for (let i = 0; i < ring.length; i += 2) {
            if (ring[i] < west) west = ring[i];
            if (ring[i] > east) east = ring[i];
            if (ring[i + 1] < north) north = ring[i + 1];
            if (ring[i + 1] > south) south = ring[i + 1];
        }
        const unit = SIZE / Math.max(east - west, south - north, 1e-9);
        const boxes = new Float64Array(count * 4);
        world.forEach(function (rings, row) {
            let a = Infinity, b = Infinity, c = -Infinity, d = -Infinity;
            for (const ring of rings) for (let i = 0; i < ring.length; i += 2) {
                const x = ring[i] = (ring[i] - west) * unit, y = ring[i + 1] = (ring[i + 1] - north) * unit;
                if (x < a) a = x;
                if (x > c) c = x;
                if (y < b) b = y;
                if (y > d) d = y;
            }
            boxes.set([a, b, c, d], row * 4);
        });

        function inside(row, x, y) {
            let odd = false;
            for (const ring of world[row]) {
                for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
                    const yi = ring[i + 1], yj = ring[j + 1];
                    if ((yi > y) !== (yj > y) && x < (ring[j] - ring[i]) * (y - yi) / (yj - yi) + ring[i]) odd = !odd;
                }
            }
            return odd;
        }

        /** Row of the area at a local point, or -1. */
        function locate(x, y) {
            for (let row = 0, b = 0; row < count; row++, b += 4) {
                if (x >= boxes[b] && x <= boxes[b + 2] && y >= boxes[b + 1] && y <= boxes[b + 3] && inside(row, x, y)) return row;
            }
            return -1;
        }

        function trace(path, ring) {
            path.moveTo(ring[0], ring[1]);
            for (let i = 2; i < ring.length - 2; i += 2) path.lineTo(ring[i], ring[i + 1]);
            path.closePath();
        }

        /** Path2D of an area in local units; built once: at 11,000 areas building costs more than drawing. */
        const paths = new Array(count);
        function path(row) {
            if (!paths[row]) {
                paths[row] = new Path2D();
                for (const ring of world[row]) trace(paths[row], ring);
            }
            return paths[row];
        }

        return {
            count: count, ids: ids, keys: keys, unit: unit, corner: [west, north], boxes: boxes, locate: locate, path: path,
            row: function (key) { const row = rows.get(key); return row === undefined ? -1 : row; },
            local: function (lon, lat) { const m = mercator(lon, lat); return [(m[0] - west) * unit, (m[1] - north) * unit]; },
            bounds: function (row) {
                const b = row * 4, sw = degrees(boxes[b] / unit + west, boxes[b + 3] / unit + north);
                return [sw, degrees(boxes[b + 2] / unit + west, boxes[b + 1] / unit + north)];
            },
        };
    }

    /** One Path2D in the local units of `geometry` of GeoJSON lines (or outlines), those that `wanted` lets through. */
    function lines(geometry, collection, wanted) {
        const out = new Path2D();
        function trace(points) {
            points.forEach(function (point, i) {
                const at = geometry.local(point[0], point[1]);
                if (i) out.lineTo(at[0], at[1]); else out.moveTo(at[0], at[1]);
            });
        }
        for (const feature of collection.features) {
            if (!wanted(feature) || !feature.geometry) continue;
            const c = feature.geometry.coordinates;
            const depth = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }[feature.geometry.type];
            (depth === 0 ? [c] : depth === 1 ? c : c.flat()).forEach(trace);
        }
        return out;
    }

    /** The zoom (of a world of 512 pixels) from which one of `count` areas within the bounds is EDGE_FROM pixels wide. */
    function edgeZoom(bounds, count) {
        const sw = mercator(bounds[0][0], bounds[0][1]), ne = mercator(bounds[1][0], bounds[1][1]);
        const width = Math.sqrt((ne[0] - sw[0]) * (sw[1] - ne[1]) / count);
        return Math.max(0, Math.min(22, Math.log2(EDGE_FROM / (512 * width))));
    }

    atlas.geometry = geometry;
    atlas.edgeZoom = edgeZoom;
    atlas.lines = lines;
    atlas.degrees = degrees;
    atlas.mercator = mercator;
})(window.atlas_map = window.atlas_map || {});
