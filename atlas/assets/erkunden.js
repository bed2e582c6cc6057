/* Erkunden in the browser: controls -> one state -> address, map, words. The server only brings what stands beside the map.
   The wires are in atlas/components/steering.py; state and address in erkunden-state.js, legend and sentences in
   erkunden-words.js, pointing in erkunden-links.js. */
(function (explore) {
    "use strict";
    const no = function () { return window.dash_clientside.no_update; };
    const CONTROLS = ["indikator", "ebene", "zeit", "gebiete", "klassen", "anzahl", "grenzen", "schalter", "orte", "gebietsstand"];

    function filter(search, theme, tier, all) {
        const words = window.atlas_native.folded(search).split(/\s+/).filter(Boolean);
        const found = all.filter(function (o) {
            return (!theme || o.theme === theme) && (!tier || o.tier === tier) && words.every(function (w) { return o.search.includes(w); });
        });
        const shown = found.map(function (o) { return { label: o.label, value: o.value, note: o.note }; });
        return [shown, found.length ? found.length + " von " + all.length + " Indikatoren" : "Kein Indikator passt; ändern Sie Suche, Thema oder Umfang."];
    }

    /** What a state shows in each control. */
    function shown(state, list, known) {
        const on = { jahr: state.bezug === "jahr", abweichung: state.abweichung, spanne: state.spanne };
        return {
            indikator: state.indikator, ebene: state.ebene, zeit: explore.placeOf(list, state.zeit), gebiete: state.gebiete,
            klassen: state.klassen, anzahl: String(state.anzahl), grenzen: explore.boundsText(state.grenzen),
            schalter: ["jahr", "abweichung", "spanne"].filter(function (word) { return on[word]; }), orte: state.orte,
            gebietsstand: state.gebietsstand || known.wie_geliefert,
        };
    }

    /** Own classes come with bounds, and bounds with own classes; gives the sentence to show. */
    function classes(next, value, changed, known) {
        const read = explore.readBounds(value.grenzen, known.grenzwerte.klassen);
        if (changed("klassen") && value.klassen !== "eigene") Object.assign(next, { klassen: value.klassen, grenzen: "" });
        else if (read.fault) return read.fault;
        else if (read.said) Object.assign(next, { klassen: "eigene", grenzen: read.said });
        else if (changed("klassen")) return "Tragen Sie die eigenen Grenzen ein, z. B. 5; 10; 12,5; bis dahin bleiben die Klassen, wie sie sind.";
        else if (next.klassen === "eigene") Object.assign(next, { klassen: "quantile", grenzen: "" });
        return "";
    }

    /** The areas after a click on the map, a row or a dot (one in or out), or on a class (these, or none if they were it). */
    function chosen(before, asked) {
        if (asked.keys) return explore.same(before, asked.keys) ? [] : asked.keys;
        return before.includes(asked.key) ? before.filter(function (k) { return k !== asked.key; }) : before.concat([asked.key]);
    }

    /** A state that the town has: a level of the indicator, a period of both, areas of the level; with the sentence that says what was cut. */
    function settle(next, known) {
        const there = known.vorhanden[next.indikator] || {}, most = known.grenzwerte.gebiete;
        if (!there[next.ebene]) {
            const levels = known.ebenen.filter(function (l) { return there[l.value]; }), mapped = levels.filter(function (l) { return l.karte; });
            next.ebene = there.stadtteil ? "stadtteil" : (mapped.length ? mapped : levels).slice(-1)[0].value;
        }
        const words = (known.gebietsstaende[next.ebene] || []).map(function (o) { return o.value; });
        if (!words.includes(next.gebietsstand)) next.gebietsstand = ""; // of another level
        const list = explore.periods(known, next);
        next.zeit = list[explore.placeOf(list, next.zeit)][0];
        const keys = new Set(known.gebiete[next.ebene].map(function (a) { return a[0]; }));
        const all = next.gebiete.filter(function (k) { return keys.has(k); });
        next.gebiete = all.slice(0, most);
        return { list: list, said: all.length > most ? "Ausgewählt sind die ersten " + most + " von " + all.length + " Gebieten." : "" };
    }

    /** Every control, click, step and way back in; the one state and what all controls then show out. */
    function steer() {
        const args = Array.from(arguments), value = {};
        CONTROLS.forEach(function (name, i) { value[name] = args[i]; });
        const [clicked, gewaehlt, back, , , still, before, known] = args.slice(CONTROLS.length);
        const by = (window.dash_clientside.callback_context.triggered || []).map(function (t) { return t.prop_id.split(".")[0]; });
        const changed = function (name) { return by.includes("erkunden-" + name); };
        const old = explore.periods(known, before), last = old.length - 1;
        let next = Object.assign({}, before), said = "", paused = still, place = explore.placeOf(old, before.zeit);

        if (changed("zurueck")) next = Object.assign({}, back.state || known.anfang);
        if (changed("indikator")) next.indikator = value.indikator;
        if (changed("ebene")) Object.assign(next, { ebene: value.ebene, gebiete: [] });
        if (changed("gebiete")) next.gebiete = value.gebiete;
        if (changed("gewaehlt") && gewaehlt) next.gebiete = chosen(next.gebiete, gewaehlt);
        if (by.includes("karte") && clicked) next.gebiete = chosen(next.gebiete, clicked);
        if (changed("klassen") || changed("grenzen")) said = classes(next, value, changed, known);
        if (changed("anzahl")) next.anzahl = Number(value.anzahl);
        if (changed("schalter")) {
            const on = value.schalter;
            Object.assign(next, { bezug: on.includes("jahr") ? "jahr" : "alle", abweichung: on.includes("abweichung"), spanne: on.includes("spanne") });
        }
        if (changed("orte")) next.orte = value.orte;
        if (changed("gebietsstand")) next.gebietsstand = value.gebietsstand === known.wie_geliefert ? "" : value.gebietsstand;
        if (changed("abspielen")) {
            paused = !still;
            if (!paused && place >= last) place = 0; // from the beginning
        }
        if (changed("takt") && !still) place = Math.min(place + 1, last);
        if (changed("zeit")) place = Math.min(Math.max(Number(value.zeit) || 0, 0), last);
        if (!changed("zurueck")) next.zeit = old[place][0];

        const settled = settle(next, known), fields = shown(next, settled.list, known);
        if (fields.zeit >= settled.list.length - 1) paused = true; // the end, or nothing to play
        const moved = !explore.same(before, next);
        if (next.ebene !== before.ebene) window.dash_clientside.set_props("karte", { hovered: null }); // it was of the other level
        if (moved || changed("zurueck")) explore.remember(before, next, changed("zurueck"));
        const update = function (name) {
            if (name === "grenzen" && said) return no(); // what was typed stays, to be mended
            return explore.same(fields[name], value[name]) ? no() : fields[name];
        };
        const there = known.vorhanden[next.indikator];
        return [
            moved ? next : no(), ...CONTROLS.map(update),
            next.indikator === before.indikator ? no() : known.ebenen.filter(function (l) { return there[l.value]; }),
            next.ebene === before.ebene ? no() : known.gebiete[next.ebene].map(function (a) { return { label: a[1], value: a[0] }; }),
            next.ebene === before.ebene ? no() : known.gebietsstaende[next.ebene] || [], !known.gebietsstaende[next.ebene],
            settled.list.length - 1, settled.list[fields.zeit][1], said || settled.said, paused, paused ? "▶" : "❚❚",
        ];
    }

    /** The charts may come: the map is drawn, has failed, or there is none. */
    function arrive(ready, error, known, state) {
        explore.arrive(state);
        return ready || error || !explore.vintage(state, known) ? true : no();
    }

    function draw(state, known) {
        const any = known.staende.find(function (s) { return s.ebene === state.ebene; }), stand = explore.vintage(state, known);
        if (!any) return new Array(9).fill(no());
        const at = "/gebiete/" + known.edition + "/", end = state.ebene + "/{vintage}";
        const list = explore.periods(known, state);
        return [at + "geometry/" + end, at + "borders/" + end, at + "labels/" + end, (stand || any).grenzen, stand ? stand.nummer : -1,
            explore.matrixUrl(state, known), explore.basesUrl(state, known), explore.placeOf(list, state.zeit), state.gebiete];
    }

    /** The areas in the class or with the status that was pressed. */
    function pressed(clicks, state, known) {
        const by = window.dash_clientside.callback_context.triggered_id, hit = (window.dash_clientside.callback_context.triggered || [])[0];
        if (!by || !hit || !hit.value) return no();
        return window.atlas_map.matrix(explore.matrixUrl(state, known)).then(function (matrix) {
            return { keys: explore.keysOf(matrix, state, known, String(by.index)), n: hit.value };
        });
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        erkunden: {
            filter: filter, steer: steer, arrive: arrive, draw: draw, pressed: pressed,
            words: function (state, known) { return explore.words(state, known); },
            facilities: function (state, known) { return explore.facilities(state, known); },
            focus: function (key) { return key || null; },
            picked: function () { return explore.picked.apply(null, arguments); },
            linked: function () { return explore.linked.apply(null, arguments); },
            pointed: function (key) { return explore.pointed(key); },
            line: function (data) { explore.line(data); },
        },
    });
})(window.atlas_explore = window.atlas_explore || {});
