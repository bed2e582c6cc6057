/* The areas drawn by MapLibre GL (WebGL): one GeoJSON source that stays, colours as feature-state, nothing else.
   Everything that is drawn on top (patterns, borders, circles, outlines) is map-overlay.js, for every renderer the same. */
(function (atlas) {
    "use strict";
    const WORLD = 512; // pixels of the world at zoom 0
    const CLEAR = "rgba(0,0,0,0)";
    const LOCALE = {
        "CooperativeGesturesHandler.WindowsHelpText": "Strg-Taste halten und scrollen, um zu zoomen",
        "CooperativeGesturesHandler.MacHelpText": "\u2318-Taste halten und scrollen, um zu zoomen",
        "CooperativeGesturesHandler.MobileHelpText": "Karte mit zwei Fingern verschieben",
    };

    /** options: container, bounds [[w,s],[e,n]], padding, cooperative, edge (colour), moved(), settled(), failed(error). */
    function create(options) {
        const map = new window.maplibregl.Map({
            container: options.container, style: { version: 8, sources: {}, layers: [] }, validateStyle: false,
            bounds: options.bounds, fitBoundsOptions: { padding: options.padding, animate: false },
            attributionControl: false, maplibreLogo: false, renderWorldCopies: false, fadeDuration: 0,
            keyboard: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, maxPitch: 0,
            trackResize: false, minZoom: 4, maxZoom: 18, cooperativeGestures: options.cooperative, locale: LOCALE,
        });
        map.touchZoomRotate.disableRotation();
        const canvas = map.getCanvas();
        canvas.tabIndex = -1;
        canvas.removeAttribute("role");
        canvas.removeAttribute("aria-label");
        let loaded = false;
        const style = new Promise(function (resolve) { map.once("style.load", function () { loaded = true; resolve(); }); });
        const styled = { then: function (act) { if (loaded) act(); else style.then(act); } }; // at once where possible
        let painted = [], pending = null, shown = false;

        map.on("move", options.moved);
        map.on("moveend", options.settled);
        map.on("error", function (event) { options.failed(event.error); });
        map.on("render", function () {
            if (!pending || !shown || !map.isSourceLoaded("areas")) return;
            const done = pending;
            pending = null;
            done();
        });

        return {
            name: "maplibre",
            map: map,
            canvas: canvas,
            /** Shows a static GeoJSON file, or nothing; the worker reads it by itself. Edges are drawn from this zoom on. */
            show: function (url, edgesFrom) {
                styled.then(function () {
                    shown = Boolean(url);
                    painted = [];
                    const data = url || { type: "FeatureCollection", features: [] };
                    if (map.getSource("areas")) {
                        map.removeFeatureState({ source: "areas" });
                        map.getSource("areas").setData(data);
                    } else {
                        map.addSource("areas", { type: "geojson", data: data, maxzoom: 12, buffer: 32, tolerance: 0.3 });
                        map.addLayer({
                            id: "areas", type: "fill", source: "areas",
                            paint: { "fill-color": ["to-color", ["coalesce", ["feature-state", "f"], CLEAR]], "fill-antialias": false },
                        });
                        map.addLayer({
                            id: "edges", type: "line", source: "areas", minzoom: edgesFrom,
                            paint: { "line-color": options.edge, "line-width": 0.8 },
                        });
                    }
                    map.setLayerZoomRange("edges", edgesFrom, 24);
                });
            },
            /** colours: one CSS colour an area in row order; `done` is called in the render that shows them. */
            paint: function (colours, done) {
                styled.then(function () {
                    for (let row = 0; row < colours.length; row++) {
                        if (painted[row] !== colours[row]) map.setFeatureState({ source: "areas", id: row }, { f: colours[row] });
                    }
                    painted = colours;
                    pending = done;
                    map.redraw();
                });
            },
            /** Pixel of a point of the Mercator square: x = k * mx + dx. */
            view: function () {
                const k = WORLD * Math.pow(2, map.getZoom()), centre = map.getCenter();
                const m = atlas.mercator(centre.lng, centre.lat), box = options.container;
                return { k: k, dx: box.clientWidth / 2 - m[0] * k, dy: box.clientHeight / 2 - m[1] * k };
            },
            fit: function (bounds, padding, animate, closest) {
                map.fitBounds(bounds, { padding: padding, animate: animate, duration: 400, maxZoom: closest || 18, linear: true });
            },
            pan: function (dx, dy) { map.panBy([dx, dy], { duration: 120 }); },
            zoom: function (steps) { map.zoomTo(map.getZoom() + steps, { duration: 160 }); },
            /** spec: {tiles: [template], size, attribution} or null. */
            background: function (spec) {
                styled.then(function () {
                    if (map.getLayer("background")) { map.removeLayer("background"); map.removeSource("background"); }
                    if (map.getLayer("areas")) map.setPaintProperty("areas", "fill-opacity", spec ? 0.75 : 1);
                    if (!spec) return;
                    map.addSource("background", { type: "raster", tiles: [spec.tiles], tileSize: spec.size || 256 });
                    map.addLayer({ id: "background", type: "raster", source: "background" }, map.getLayer("areas") ? "areas" : undefined);
                });
            },
            resize: function () { map.resize(); },
            destroy: function () { map.remove(); },
        };
    }

    atlas.renderers = atlas.renderers || {};
    atlas.renderers.maplibre = create;
})(window.atlas_map = window.atlas_map || {});
