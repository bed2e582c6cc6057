/* The areas drawn on a plain canvas, Leaflet moving it: where WebGL is missing or only imitated by the processor. */
(function (atlas) {
    "use strict";
    const WORLD = 256; // pixels of the world at zoom 0
    const HALF = 20037508.342789244; // half the equator in Web Mercator metres
    const AT_ONCE = 2500; // up to so many areas are drawn anew in every frame of a drag, more are moved as a picture

    /** Same options and the same renderer as map-gl.js, and geometry(): a promise of the areas (map-geometry.js). */
    function create(options) {
        const L = window.L, box = options.container;
        const map = L.map(box, {
            attributionControl: false, zoomControl: false, keyboard: false, zoomAnimation: false, fadeAnimation: false,
            markerZoomAnimation: false, zoomSnap: 0, zoomDelta: 1, minZoom: 5, maxZoom: 19, wheelPxPerZoomLevel: 240,
            inertia: false, dragging: !options.cooperative || window.innerWidth > 600,
        });
        const canvas = document.createElement("canvas");
        canvas.className = "atlas-map-overlay";
        box.append(canvas);
        let areas = null, edgesFrom = 0, fills = [], drawn = null, tiles = null, dpr = 1;
        let pending = null;

        function view() {
            const k = WORLD * Math.pow(2, map.getZoom()), centre = map.getCenter(), m = atlas.mercator(centre.lng, centre.lat);
            return { k: k, dx: box.clientWidth / 2 - m[0] * k, dy: box.clientHeight / 2 - m[1] * k };
        }

        function draw() {
            const v = drawn = view(), c = canvas.getContext("2d");
            canvas.style.transform = "";
            c.setTransform(1, 0, 0, 1, 0, 0);
            c.clearRect(0, 0, canvas.width, canvas.height);
            if (!areas || !fills.length) return;
            const scale = v.k / areas.unit;
            c.setTransform(scale * dpr, 0, 0, scale * dpr, (v.dx + areas.corner[0] * v.k) * dpr, (v.dy + areas.corner[1] * v.k) * dpr);
            for (const part of fills) {
                c.fillStyle = part.colour;
                for (const row of part.rows) c.fill(areas.path(row), "evenodd");
            }
            if (map.getZoom() - 1 >= edgesFrom) {
                c.strokeStyle = options.edge;
                c.lineWidth = 0.8 / scale;
                for (const row of areas.ids) c.stroke(areas.path(row));
            }
            if (pending) {
                const done = pending;
                pending = null;
                done();
            }
        }

        function size() {
            dpr = window.devicePixelRatio || 1;
            canvas.width = Math.round(box.clientWidth * dpr);
            canvas.height = Math.round(box.clientHeight * dpr);
        }

        function follow() {
            if (areas && areas.count <= AT_ONCE) draw();
            else if (drawn) {
                const v = view(), s = v.k / drawn.k;
                canvas.style.transform = "translate(" + (v.dx - s * drawn.dx) + "px," + (v.dy - s * drawn.dy) + "px) scale(" + s + ")";
            }
            options.moved();
        }

        /** What a WMS wants to know of a tile: its corners in Web Mercator metres. */
        function corners(tile) {
            const side = 2 * HALF / Math.pow(2, tile.z), west = tile.x * side - HALF, north = HALF - tile.y * side;
            return [west, north - side, west + side, north].join(",");
        }

        map.on("move zoom", follow);
        map.on("moveend", function () { draw(); options.settled(); });
        size();
        const pad = L.point(options.padding, options.padding);
        function latlng(bounds) { return L.latLngBounds(bounds.map(function (p) { return [p[1], p[0]]; })); }
        map.fitBounds(latlng(options.bounds), { paddingTopLeft: pad, paddingBottomRight: pad, animate: false });

        return {
            name: "leaflet",
            map: map,
            canvas: canvas,
            show: function (url, from) {
                edgesFrom = from;
                areas = null;
                fills = [];
                draw();
            },
            paint: function (colours, done) {
                const put = function (geometry) {
                    const rows = new Map();
                    areas = geometry;
                    for (const row of areas.ids) {
                        if (!rows.has(colours[row])) rows.set(colours[row], []);
                        rows.get(colours[row]).push(row);
                    }
                    fills = Array.from(rows, function (part) { return { colour: part[0], rows: part[1] }; });
                    pending = done;
                    draw();
                };
                if (areas) put(areas); else options.geometry().then(put).catch(options.failed);
            },
            view: view,
            fit: function (bounds, padding, animate, closest) {
                const point = L.point(padding, padding);
                map.fitBounds(latlng(bounds), { paddingTopLeft: point, paddingBottomRight: point, animate: false, maxZoom: (closest || 18) + 1 });
            },
            pan: function (dx, dy) { map.panBy([dx, dy], { animate: false }); },
            zoom: function (steps) { map.setZoom(map.getZoom() + steps, { animate: false }); },
            background: function (spec) {
                if (tiles) tiles.remove();
                tiles = spec ? L.tileLayer(spec.tiles, { tileSize: spec.size || 256, "bbox-epsg-3857": corners }) : null;
                if (tiles) tiles.addTo(map);
                canvas.style.opacity = spec ? "0.75" : "1";
            },
            resize: function () { map.invalidateSize({ animate: false, pan: false }); size(); draw(); },
            destroy: function () { map.remove(); },
        };
    }

    atlas.renderers = atlas.renderers || {};
    atlas.renderers.leaflet = create;
})(window.atlas_map = window.atlas_map || {});
