/* One map on the page: takes the component's props, loads what they name, and has renderer, overlay and labels draw it.
   This file is longer than 300 lines because it is the one class that holds the state of a map. */
(function (atlas) {
    "use strict";
    const PADDING = 16, STEP = 80; // pixels: around the town; an arrow key
    const PLACES = ["geometry", "borders", "labels", "vintage"];
    const PICTURE = ["matrix", "period", "mode", "colours", "styles", "circle"];
    const AHEAD = 2000; // ms
    const FAILED = "Die Karte konnte nicht geladen werden. Die Tabelle enth\u00e4lt dieselben Werte.";
    const NOWHERE = "F\u00fcr diesen Zeitpunkt gibt es keine Gebietsgrenzen. Die Tabelle enth\u00e4lt die Werte.";

    function same(one, other) { return one === other || JSON.stringify(one) === JSON.stringify(other); }

    class Controller {
        /** stage: the element to draw in; report(outputs) tells Dash; say(text) shows a sentence over the map. */
        constructor(stage, report, say) {
            this.stage = stage;
            stage.atlasMap = this; // for benchmarks and browser tests
            this.report = report;
            this.say = say;
            this.props = {}; // that count
            this.asked = {}; // by Dash
            this.ahead = new Map(); // by the page, before Dash
            this.began = performance.now();
            this.scene = { hovered: -1, selected: [], ink: "#17242B", paper: "#FFFFFF" };
            this.clicks = 0;
            this.touched = false; // the visitor has moved the map: a new size does not move it back
            this.dead = false;
            this.first = new Promise((resolve) => { this.firstDone = resolve; });
            this.places = atlas.places(this.scene, this.first, {
                areas: (geometry) => this.areas(geometry), drawn: () => { this.dress(); this.draw(); }, failed: (error) => this.fail(error),
            });
        }

        /** Draws at once what Dash will ask for in a moment, and holds on to it until Dash asks for something else than
            before, or for AHEAD ms. */
        show(changes) {
            for (const name in changes) this.ahead.set(name, { asked: changes[name], from: this.asked[name] });
            window.clearTimeout(this.patience);
            this.patience = window.setTimeout(() => { this.ahead.clear(); if (!this.dead) this.update(this.asked); }, AHEAD);
            this.update(this.asked);
        }

        /** The props that count: those of Dash, but for what `show` has asked for and Dash has not yet heard of. */
        counting(asked) {
            this.asked = asked;
            if (!this.ahead.size) return asked;
            const props = Object.assign({}, asked);
            for (const [name, change] of this.ahead) {
                if (same(asked[name], change.from)) props[name] = change.asked; else this.ahead.delete(name);
            }
            return props;
        }

        update(asked) {
            const before = this.props, now = performance.now(), props = this.counting(asked);
            const changed = function (name) { return !same(props[name], before[name]); };
            this.props = props;
            if (!this.starting) {
                this.starting = this.begin();
                this.starting.catch(this.fail.bind(this));
            }
            if (PLACES.some(changed)) this.place();
            if (PLACES.some(changed) || PICTURE.some(changed)) this.paint(now);
            if (changed("points")) this.places.points(props.points);
            if (changed("bases")) this.loadBases();
            if (changed("selected")) this.select();
            if (changed("hovered")) this.hover(this.scene.geometry && props.hovered ? this.scene.geometry.row(props.hovered) : -1);
            if (changed("bounds") && before.bounds) this.started((r) => { this.touched = false; r.fit(props.bounds, PADDING, false); });
            if (changed("focus")) this.focus();
            if (changed("background")) this.started(function (r) { r.background(props.background || null); });
        }

        // ---- beginning and end ----

        /** At once where the renderer is there: a year step must not wait behind what Dash has in hand. */
        started(act) {
            if (this.tooltip) act(this.renderer);
            else this.starting.then(() => { if (!this.dead) act(this.renderer); }, function () {});
        }

        async begin() {
            const props = this.props, of = props.libraries;
            let name = atlas.files.rendererName(props.renderer);
            const first = this.resolved(props.geometry);
            if (first && name === "leaflet") atlas.files.areas(first).catch(function () {}); // who needs it tells of the fault
            if (first && name === "maplibre" && !window.maplibregl) atlas.files.warm(first);
            await (name === "maplibre" ? atlas.files.library(of.maplibre) : atlas.files.library(of.leaflet, of.leaflet_css));
            if (this.dead) return;
            try {
                this.renderer = this.create(name);
            } catch (error) {
                if (name === "leaflet") throw error;
                name = "leaflet"; // a context that is promised but not given
                this.stage.replaceChildren();
                await atlas.files.library(of.leaflet, of.leaflet_css);
                this.renderer = this.create(name);
            }
            this.overlay = atlas.overlay(this.stage, this.scene);
            this.labels = atlas.labels(this.stage, this.scene);
            this.tooltip = atlas.tooltip(this.stage);
            this.overlay.resize();
            this.unlisten = atlas.pointer.listen(this.stage, {
                point: (at) => this.point(at), click: (at) => this.click(at), touched: () => { this.touched = true; },
            });
            this.sized = new ResizeObserver(() => this.resize());
            this.sized.observe(this.stage);
        }

        create(name) {
            const box = document.createElement("div");
            box.className = "atlas-map-areas";
            this.stage.prepend(box);
            return atlas.renderers[name]({
                container: box, bounds: this.props.bounds, padding: PADDING, edge: "#FFFFFF",
                cooperative: window.matchMedia("(pointer: coarse)").matches,
                geometry: () => atlas.files.areas(this.places.geometry()),
                moved: () => { if (this.overlay) this.follow(); },
                settled: () => { if (this.overlay) this.draw(); },
                failed: (error) => this.fail(error),
            });
        }

        fail(error) {
            if (this.dead) return;
            this.say(FAILED);
            this.report({ error: String((error && error.message) || error) });
        }

        destroy() {
            this.dead = true;
            window.clearTimeout(this.patience);
            this.places.destroy();
            if (this.unlisten) this.unlisten();
            if (this.sized) this.sized.disconnect();
            if (this.renderer) this.renderer.destroy();
            this.stage.replaceChildren();
        }

        // ---- places ----

        /** The address with the vintage of the shown period; null where that period has no outlines. */
        resolved(address) {
            if (!address || !address.includes("{vintage}")) return address || null;
            let vintage = this.props.vintage;
            if (this.matrix && (this.matrixUrl === this.props.matrix || vintage === undefined)) {
                vintage = this.matrix.header.periods[atlas.picture.period(this.matrix, this.props)].vintage;
            }
            return vintage === undefined || vintage === null || vintage < 0 ? null : address.replaceAll("{vintage}", vintage);
        }

        /** Shows the places of the shown period, where they are not the ones in use. */
        place() {
            const now = {};
            for (const name of ["geometry", "borders", "labels"]) now[name] = this.resolved(this.props[name]);
            if (!this.places.show(now)) return;
            if (this.matrixUrl !== this.props.matrix) this.matrix = null; // it speaks of other areas
            const url = now.geometry;
            this.started((r) => {
                this.labels.clear();
                this.draw();
                if (url === this.places.geometry()) r.show(url && new URL(url, window.location.href).href, atlas.edgeZoom(this.props.bounds, this.props.areas || 100));
            });
        }

        /** New areas have been read: everything that is known by key finds its row. */
        areas(geometry) {
            if (this.matrix && geometry.count > this.matrix.columns) throw new Error("matrix: " + this.matrix.columns + " areas, geometry: " + geometry.count);
            this.select();
            this.focus();
        }

        loadBases() {
            const url = this.props.bases;
            this.bases = null;
            if (!url) return;
            this.first.then(function () { return atlas.matrix(url); })
                .then((found) => { if (url === this.props.bases) this.bases = found; }).catch(this.fail.bind(this));
        }

        // ---- the picture ----

        /** Shows the matrix and period asked for; `start` is when that was asked. */
        paint(start) {
            const props = this.props, turn = this.turn = (this.turn || 0) + 1;
            if (!props.matrix) return;
            const drawn = (matrix) => {
                if (this.dead || turn !== this.turn) return; // asked anew meanwhile
                this.matrix = matrix;
                this.matrixUrl = props.matrix;
                this.place();
                this.say(this.props.geometry && !this.places.geometry() ? NOWHERE : "");
                if (!this.places.geometry()) return;
                const colours = atlas.picture.colours(matrix, props);
                this.started((r) => {
                    r.paint(colours, () => this.rendered(props, start));
                    this.dress();
                    this.draw();
                });
            };
            const there = atlas.matrixNow(props.matrix);
            if (!there) atlas.matrix(props.matrix).then(drawn).catch(this.fail.bind(this));
            else try { drawn(there); } catch (error) { this.fail(error); }
        }

        rendered(props, start) {
            const end = performance.now();
            window.atlasMapTimings.record({ map: props.id, matrix: props.matrix, period: props.period || 0, start: start, end: end });
            if (this.announced) return;
            this.announced = true;
            this.firstDone();
            this.stage.classList.add("atlas-map-live");
            this.report({ ready: { webgl: this.renderer.name === "maplibre", renderer: this.renderer.name, ms: Math.round(end - this.began) } });
        }

        /** Patterns and circles of the shown period. */
        dress() {
            const scene = this.scene, there = this.matrix && scene.geometry;
            scene.patterns = there ? atlas.picture.patterns(this.matrix, this.props, scene.geometry) : null;
            scene.values = there ? atlas.picture.values(this.matrix, this.props) : null;
            scene.circles = there ? atlas.picture.circles(this.matrix, this.props, scene.geometry, scene.labels) : null;
        }

        select() {
            const geometry = this.scene.geometry;
            this.scene.selected = geometry ? (this.props.selected || []).map(geometry.row).filter(function (row) { return row >= 0; }) : [];
            if (!this.overlay || !geometry) return;
            const view = this.renderer.view();
            this.overlay.drawOver(view);
            this.labels.place(this.overlay.placed(view));
        }

        focus() {
            const geometry = this.scene.geometry, row = geometry && this.props.focus ? geometry.row(this.props.focus) : -1;
            if (row >= 0) this.started((r) => { this.touched = true; r.fit(geometry.bounds(row), 80, true, 14); });
        }

        draw() {
            if (!this.overlay) return;
            const view = this.renderer.view();
            this.overlay.drawUnder(view);
            this.overlay.drawOver(view);
            if (this.scene.geometry) this.labels.place(this.overlay.placed(view));
        }

        /** While the map moves: everything moves along, but no name comes or goes. */
        follow() {
            const view = this.renderer.view();
            this.tooltip.hide();
            this.overlay.drawUnder(view);
            this.overlay.drawOver(view);
            if (this.scene.geometry) this.labels.move(this.overlay.placed(view));
        }

        resize() {
            if (!this.stage.clientWidth || !this.stage.clientHeight) return;
            this.renderer.resize();
            this.overlay.resize();
            if (!this.touched) this.renderer.fit(this.props.bounds, PADDING, false);
            this.draw();
        }

        // ---- pointer and keys ----

        point(at) {
            if (this.dead) return;
            const scene = this.scene, there = at && scene.geometry;
            const found = there ? atlas.pointer.under(scene, this.overlay.placed(this.renderer.view()), at) : { row: -1 };
            if (found.facility) this.tooltip.show(atlas.picture.facilitySays(found.facility), at[0], at[1]);
            else if (found.row >= 0) this.tooltip.show(this.says(found.row), at[0], at[1]);
            else this.tooltip.hide();
            this.stage.style.cursor = found.row >= 0 ? "pointer" : "";
            if (found.row === scene.hovered) return;
            this.hover(found.row);
            this.report({ hovered: found.row >= 0 ? scene.geometry.keys[found.row] : null });
        }

        says(row) {
            const scene = this.scene, name = scene.labels ? scene.labels.name[row] : scene.geometry.keys[row];
            return atlas.picture.says(row, this.matrix, this.bases, this.props, name);
        }

        hover(row) {
            if (row === this.scene.hovered) return;
            this.scene.hovered = row;
            if (this.overlay) this.overlay.drawOver(this.renderer.view());
        }

        click(at) {
            if (!this.scene.geometry) return;
            const row = atlas.pointer.under(this.scene, this.overlay.placed(this.renderer.view()), at).row;
            if (row < 0) return;
            const key = this.scene.geometry.keys[row], before = this.props.selected || [];
            this.clicks += 1;
            this.report({
                clickData: { key: key, n: this.clicks },
                selected: before.includes(key) ? before.filter(function (k) { return k !== key; }) : before.concat([key]),
            });
        }

        /** A key, or a button that means the same. Gives false where it means nothing here. */
        key(name) {
            const r = this.renderer, whole = () => { r.fit(this.props.bounds, PADDING, true); };
            const acts = {
                ArrowLeft: function () { r.pan(-STEP, 0); }, ArrowRight: function () { r.pan(STEP, 0); },
                ArrowUp: function () { r.pan(0, -STEP); }, ArrowDown: function () { r.pan(0, STEP); },
                "+": function () { r.zoom(1); }, "=": function () { r.zoom(1); }, "-": function () { r.zoom(-1); },
                Home: whole, "0": whole, Escape: () => { this.tooltip.hide(); },
            };
            if (!r || !acts[name]) return false;
            this.touched = acts[name] !== whole;
            acts[name]();
            return true;
        }
    }

    atlas.Controller = Controller;
})(window.atlas_map = window.atlas_map || {});
