/* The places of one map: areas, borders, names and facilities, loaded into the scene that overlay and pointer read. */
(function (atlas) {
    "use strict";
    const PARENTS = [{ width: 1.6, colour: "#17242B" }, { width: 1.2, colour: "#17242B", dash: [5, 3] }]; // coarse to fine
    const CITY = { width: 2.4, colour: "#17242B" };

    /** scene: to be filled in; after: promise to wait for before the main thread reads areas of its own (the renderer draws
        first); told: {areas(geometry) when new areas are there, drawn() when anything is new to draw, failed(error)}. */
    function places(scene, after, told) {
        let shown = {}, points = null, gone = false;

        function read(promise, fits, then) {
            promise.then(function (found) { if (!gone && fits()) { then(found); told.drawn(); } }).catch(told.failed);
        }

        /** Reads a file that lies on the areas there are; does nothing before they are there: `areas` asks again. */
        function onAreas(url, then) {
            const geometry = scene.geometry;
            if (geometry && url) read(atlas.files.json(url), function () { return scene.geometry === geometry; }, function (found) { then(found, geometry); });
        }

        function areas(url) {
            scene.geometry = scene.borders = scene.labels = scene.facilities = scene.circles = scene.patterns = null;
            scene.selected = [];
            scene.hovered = -1;
            if (url) read(after.then(function () { return atlas.files.areas(url); }), function () { return shown.geometry === url; }, function (geometry) {
                scene.geometry = geometry;
                borders();
                labels();
                facilities();
                told.areas(geometry);
            });
        }

        function borders() {
            scene.borders = null;
            onAreas(shown.borders, function (found, geometry) {
                const levels = found.features.map(function (f) { return f.properties.l; }).filter(function (l) { return l !== "stadt"; });
                const drawn = levels.map(function (level, i) { return [level, PARENTS[Math.min(i, PARENTS.length - 1)]]; });
                scene.borders = drawn.concat([["stadt", CITY]]).map(function (part) {
                    return Object.assign({ path: atlas.lines(geometry, found, function (f) { return f.properties.l === part[0]; }) }, part[1]);
                });
            });
        }

        function labels() {
            scene.labels = null;
            onAreas(shown.labels, function (found, geometry) {
                const made = { rows: geometry.ids, x: [], y: [], name: [], priority: [] };
                geometry.ids.forEach(function (row, i) {
                    const place = geometry.local(found[i][0], found[i][1]);
                    made.x[row] = place[0];
                    made.y[row] = place[1];
                    made.name[row] = found[i][2];
                    made.priority[row] = found[i][3];
                });
                scene.labels = made;
            });
        }

        function facilities() {
            const asked = points, looks = (asked || {}).looks || {};
            scene.facilities = null;
            if (!asked) return;
            onAreas(asked.url, function (found, geometry) {
                if (asked !== points) return;
                const wanted = found.features.filter(function (f) { return !asked.types || asked.types.includes(f.properties.type); });
                scene.facilities = wanted.map(function (f) {
                    const c = f.geometry.coordinates, place = geometry.local(c[0], c[1]), look = looks[f.properties.type] || {};
                    return { x: place[0], y: place[1], shape: look.shape, colour: look.colour || CITY.colour, label: look.label, properties: f.properties };
                });
            });
        }

        return {
            /** now: {geometry, borders, labels}: addresses or null. Gives true where other areas are shown from now on. */
            show: function (now) {
                const before = shown;
                shown = now;
                if (now.geometry !== before.geometry) {
                    areas(now.geometry);
                    return true;
                }
                if (now.borders !== before.borders) borders();
                if (now.labels !== before.labels) labels();
                return false;
            },
            points: function (spec) {
                points = spec || null;
                facilities();
                told.drawn();
            },
            geometry: function () { return shown.geometry; },
            destroy: function () { gone = true; },
        };
    }

    atlas.places = places;
})(window.atlas_map = window.atlas_map || {});
