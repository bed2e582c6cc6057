/* What the map loads: the drawing library, geometry and other static files; each once, shared by all maps of the page. */
(function (atlas) {
    "use strict";
    const libraries = new Map(), files = new Map(), projected = new Map();

    function once(store, key, make) {
        if (!store.has(key)) {
            const promise = make();
            promise.catch(function () { store.delete(key); }); // the next one may try again
            store.set(key, promise);
        }
        return store.get(key);
    }

    function library(url, css) {
        return once(libraries, url, function () {
            return new Promise(function (resolve, reject) {
                if (css) {
                    const link = document.createElement("link");
                    link.rel = "stylesheet";
                    link.href = css;
                    document.head.append(link);
                }
                const script = document.createElement("script");
                script.src = url;
                script.onload = resolve;
                script.onerror = function () { script.remove(); reject(new Error(url)); };
                document.head.append(script);
            });
        });
    }

    function get(url) {
        return fetch(url, { credentials: "same-origin" }).then(function (answer) {
            if (!answer.ok) throw new Error(answer.status + " " + url);
            return answer;
        });
    }

    function json(url) {
        return once(files, url, function () { return get(url).then(function (answer) { return answer.json(); }); });
    }

    /** Areas of a geometry file, projected (map-geometry.js). */
    function areas(url) {
        return once(projected, url, function () {
            return get(url).then(function (answer) { return answer.json(); }).then(atlas.geometry);
        });
    }

    /** Brings a file into the browser's cache while the library that will ask for it is still on its way. */
    function warm(url) {
        get(url).then(function (answer) { return answer.arrayBuffer(); }).catch(function () {});
    }

    /** "maplibre" or "leaflet": the address may ask (?renderer=leaflet), else the prop, else what the machine can do.
        WebGL that the processor only imitates is slower than a plain canvas (docs/map.md has the numbers). */
    function rendererName(asked) {
        const wish = new URLSearchParams(window.location.search).get("renderer") || asked;
        if (wish === "maplibre" || wish === "leaflet") return wish;
        const probe = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
        if (!probe) return "leaflet";
        const info = probe.getExtension("WEBGL_debug_renderer_info"), lose = probe.getExtension("WEBGL_lose_context");
        const maker = String(probe.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : probe.RENDERER));
        if (lose) lose.loseContext();
        return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(maker) ? "leaflet" : "maplibre";
    }

    atlas.files = { library: library, json: json, areas: areas, warm: warm, rendererName: rendererName };
})(window.atlas_map = window.atlas_map || {});
