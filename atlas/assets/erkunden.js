/* Erkunden in the browser: controls -> one state -> address, map, words. The server only brings what stands beside the map. */
(function () {
    "use strict";
    const no = function () { return window.dash_clientside.no_update; };
    const triggers = function () {
        return (window.dash_clientside.callback_context.triggered || []).map(function (t) { return t.prop_id; });
    };
    const node = function (type, props, namespace) { return { type: type, namespace: namespace || "dash_html_components", props: props }; };
    const same = function (a, b) { return JSON.stringify(a) === JSON.stringify(b); };

    /** Periods of an indicator at a level: [[iso, label, last day], ...] in the order of the matrix. */
    function periods(known, indicator, level) {
        return (((known.vorhanden[indicator] || {})[level]) || []).map(function (i) { return known.perioden[i]; });
    }

    /** The place of a period by its ISO text, else the last one of the same year, else the last. */
    function placeOf(list, iso) {
        const exact = list.findIndex(function (p) { return p[0] === iso; });
        if (exact >= 0) return exact;
        const year = String(iso || "").slice(0, 4);
        for (let i = list.length - 1; i >= 0; i--) if (list[i][2].slice(0, 4) === year) return i;
        return list.length - 1;
    }

    /** The query of a state; the same words and order as Selection.query() in atlas/selection.py. */
    function query(state) {
        const parts = [["indikator", state.indikator], ["ebene", state.ebene], ["zeit", state.zeit]];
        if (state.gebiete.length) parts.push(["gebiete", state.gebiete.join(",")]);
        if (state.klassen !== "quantile") parts.push(["klassen", state.klassen]);
        if (state.anzahl !== 5) parts.push(["anzahl", state.anzahl]);
        if (state.grenzen) parts.push(["grenzen", state.grenzen]);
        if (state.bezug === "jahr") parts.push(["bezug", "jahr"]);
        if (state.abweichung) parts.push(["abweichung", "1"]);
        if (state.spanne) parts.push(["spanne", "1"]);
        return parts.map(function (p) { return p[0] + "=" + encodeURIComponent(p[1]).replace(/%2C/g, ","); }).join("&");
    }

    /** The address of the matrix: what classes depend on, and nothing else. */
    function matrixUrl(state, known) {
        const wanted = ["klassen", "anzahl", "grenzen", "bezug", "abweichung"];
        const kept = query(state).split("&").filter(function (p) { return wanted.includes(p.split("=")[0]); });
        const url = "/daten/" + known.edition + "/" + state.indikator + "/" + state.ebene + ".matrix";
        return kept.length ? url + "?" + kept.join("&") : url;
    }

    function hasMap(known, level) { return known.ebenen.some(function (l) { return l.value === level && l.karte; }); }

    /** Nothing is written into the history by moving the slider; a new question is a new entry. */
    function remember(before, after) {
        const address = window.location.pathname + "?" + query(after);
        const still = before.indikator === after.indikator && before.ebene === after.ebene && same(before.gebiete, after.gebiete);
        if (window.location.pathname + window.location.search === address) return;
        window.history[still ? "replaceState" : "pushState"](null, "", address);
    }

    function filter(search, theme, tier, all, chosen) {
        const words = String(search || "").toLowerCase().split(/\s+/).filter(Boolean);
        const fits = function (o) {
            return (!theme || o.theme === theme) && (!tier || o.tier === tier) && words.every(function (w) { return o.search.includes(w); });
        };
        const found = all.filter(fits);
        const shown = found.map(function (o) { return { label: o.label, value: o.value }; });
        const said = found.length ? found.length + " von " + all.length + " Indikatoren" : "Kein Indikator passt; ändern Sie Suche, Thema oder Umfang.";
        return [shown, said];
    }

    function fit(indicator, level, clicked, pressed, state, known, chosen) {
        const there = known.vorhanden[indicator] || {};
        const levels = known.ebenen.filter(function (l) { return there[l.value]; });
        let now = level;
        if (!there[now]) {
            const mapped = levels.filter(function (l) { return l.karte; });
            now = there.stadtteil ? "stadtteil" : (mapped.length ? mapped : levels).slice(-1)[0].value;
        }
        const list = periods(known, indicator, now), moved = now !== state.ebene;
        const keys = new Set(known.gebiete[now].map(function (a) { return a[0]; }));
        let areas = (chosen || []).filter(function (k) { return keys.has(k); });
        const by = triggers();
        if (by.includes("karte.clickData") && clicked && keys.has(clicked.key)) {
            areas = areas.includes(clicked.key) ? areas.filter(function (k) { return k !== clicked.key; }) : areas.concat([clicked.key]);
        } else if (by.includes("erkunden-gewaehlt.data") && pressed) {
            areas = pressed.filter(function (k) { return keys.has(k); });
        }
        const options = levels.map(function (l) { return { label: l.label, value: l.value }; });
        const named = moved ? known.gebiete[now].map(function (a) { return { label: a[1], value: a[0] }; }) : no();
        return [options, now, Math.max(list.length - 1, 0), placeOf(list, state.zeit), named, same(areas, chosen || []) ? no() : areas];
    }

    function choose(indicator, level, time, areas, scheme, number, bounds, switches, before, known) {
        const list = periods(known, indicator, level);
        if (!list.length) return no();
        const at = Math.min(Math.max(Number(time) || 0, 0), list.length - 1), on = switches || [];
        const k = Math.round(Number(number));
        const ownBounds = /^[\s0-9.,;-]*$/.test(bounds || "") ? String(bounds || "").replace(/;/g, ",").replace(/\s/g, "") : "";
        const after = {
            indikator: indicator, ebene: level, zeit: list[at][0], gebiete: areas || [],
            klassen: scheme === "eigene" && !ownBounds ? "quantile" : scheme,
            anzahl: k >= 3 && k <= 7 ? k : 5, grenzen: scheme === "eigene" ? ownBounds : "",
            bezug: on.includes("jahr") ? "jahr" : "alle", abweichung: on.includes("abweichung"), spanne: on.includes("spanne"),
        };
        if (same(before, after)) return no();
        remember(before, after);
        return after;
    }

    function draw(state, known) {
        if (!hasMap(known, state.ebene)) return [no(), no(), no(), no(), no(), no(), no(), no(), no(), no()];
        const at = "/gebiete/" + known.edition + "/", list = periods(known, state.indikator, state.ebene);
        const place = placeOf(list, state.zeit), day = list[place][2];
        const stands = known.staende.filter(function (s) { return s.ebene === state.ebene; });
        const stand = stands.find(function (s) { return s.von <= day && day <= s.bis; }) || stands[0];
        const end = state.ebene + "/{vintage}";
        return [at + "geometry/" + end, at + "borders/" + end, at + "labels/" + end, stand.grenzen, stand.nummer,
            matrixUrl(state, known), known.ohne_n.includes(state.indikator) ? null : "/daten/" + known.edition + "/" + state.indikator + "/" + state.ebene + "/n.matrix", place, state.gebiete, state.abweichung];
    }

    /** A small picture of a hatch, drawn from the same tile as the map's. */
    function hatch(style) {
        const lines = style.lines ? '<path d="' + style.lines + '" fill="none" stroke="' + style.colour + '" stroke-width="' + style.width + '" stroke-linecap="' + (style.cap || "butt") + '"/>' : "";
        const size = style.size || 8;
        const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="18"><defs><pattern id="m" width="' + size + '" height="' + size +
            '" patternUnits="userSpaceOnUse"><rect width="' + size + '" height="' + size + '" fill="' + (style.ground || "#fff") + '"/>' + lines +
            '</pattern></defs><rect x=".5" y=".5" width="27" height="17" fill="url(#m)" stroke="#75858E"/></svg>';
        return "data:image/svg+xml," + encodeURIComponent(svg);
    }

    function entry(index, swatch, label, count) {
        return node("Button", {
            id: { type: "erkunden-klasse", index: index }, className: "klasse", n_clicks: 0,
            title: "Gebiete dieser Klasse auswählen",
            children: [swatch, node("Span", { className: "grenze", children: label }),
                node("Span", { className: "zahl", children: String(count), title: count + " Gebiete" })],
        });
    }

    function circleLegend(matrix) {
        let most = 1;
        for (let i = 0; i < matrix.printed.length; i++) if (matrix.classes[i] !== window.atlas_map.NO_NUMBER && matrix.printed[i] > most) most = matrix.printed[i];
        const decimals = matrix.header.decimals || 0;
        return [1, 0.5, 0.1].map(function (part) {
            const number = Math.round(most * part), r = 30 * Math.sqrt(part);
            const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="' + (2 * r + 4) + '"><circle cx="32" cy="' + (r + 2) + '" r="' + r + '" fill="#52A0B8" stroke="#145F82"/></svg>';
            return node("Div", { className: "kreis", children: [
                node("Img", { src: "data:image/svg+xml," + encodeURIComponent(svg), alt: "" }),
                node("Span", { children: window.atlas_map.german(number, decimals) }),
            ] });
        });
    }

    function legend(matrix, period, known) {
        const header = matrix.header, parts = [node("P", { className: "legendentitel", children: header.subtitle })];
        if (header.kind === "circle") parts.push(...circleLegend(matrix));
        else period.classes.forEach(function (c, i) {
            const colour = period.colours[i];
            parts.push(entry(String(i), node("Span", { className: "farbe", style: { backgroundColor: colour } }), c[0], c[1]));
        });
        period.statuses.forEach(function (s) {
            const style = known.zeichen[String(s[0])] || {};
            parts.push(entry("s" + s[0], node("Img", { className: "farbe", src: hatch(style), alt: "" }), s[1] + " " + s[2], s[3]));
        });
        parts.push(node("P", { className: "legendennote", children: "Stadt: " + period.city }));
        parts.push(node("P", { className: "legendennote", children: period.note || "" }));
        return parts;
    }

    function words(state, known) {
        const list = periods(known, state.indikator, state.ebene), place = placeOf(list, state.zeit);
        return window.atlas_map.matrix(matrixUrl(state, known)).then(function (matrix) {
            const period = matrix.header.periods[place];
            document.title = period.title + " – " + known.titel;
            const q = query(state), link = function (kind, label, more) {
                return node("A", { href: "/export/" + kind + "?" + q + (more || ""), children: label, download: "" });
            };
            const profile = state.gebiete.length ? "/profil?ebene=" + state.ebene + "&gebiete=" + state.gebiete.join(",") : "/profil?ebene=" + state.ebene;
            const shown = hasMap(known, state.ebene);
            const more = [
                ...(shown ? [link("png", "Karte als PNG"), link("svg", "Karte als SVG")] : []), link("svg", "Zeitreihe als SVG", "&bild=reihe"), link("svg", "Verteilung als SVG", "&bild=streifen"), link("xlsx", "Werte als Excel"), link("csv_de", "Werte als CSV"),
                node("A", { href: "/zeitreihe?" + q, children: "Zeitreihe" }), node("A", { href: profile, children: "Profil" }),
                node("A", { href: "/katalog?indikator=" + state.indikator, children: "Steckbrief" }),
            ];
            return [period.title, matrix.header.subtitle, legend(matrix, period, known), matrix.header.source, list[place][1],
                matrix.header.kind === "circle" ? "circle" : "fill", more, shown ? "kartenrahmen" : "kartenrahmen ohnekarte"];
        });
    }

    /** Keys of the areas in the class or with the status that was pressed. */
    function pressed(clicks, state, known) {
        const by = window.dash_clientside.callback_context.triggered_id;
        const hit = (window.dash_clientside.callback_context.triggered || [])[0];
        if (!by || !hit || !hit.value) return no();
        const list = periods(known, state.indikator, state.ebene), place = placeOf(list, state.zeit);
        return window.atlas_map.matrix(matrixUrl(state, known)).then(function (matrix) {
            const row0 = place * matrix.columns, index = String(by.index), keys = known.gebiete[state.ebene];
            const wanted = function (a) {
                const code = matrix.classes[row0 + a];
                return index[0] === "s" ? matrix.statuses[row0 + a] === Number(index.slice(1)) : code === Number(index);
            };
            return keys.filter(function (_, a) { return wanted(a); }).map(function (k) { return k[0]; });
        });
    }

    function play(_, paused) { return paused ? [false, "❚❚"] : [true, "▶"]; }
    function tick(_, at, last) { return Number(at) >= last ? 0 : Number(at) + 1; }

    function points(switches, types, known) {
        if (!(switches || []).includes("orte")) return [null, "orte versteckt"];
        return [{ url: "/gebiete/" + known.edition + "/facilities", types: types, looks: known.orte }, "orte"];
    }

    function linked(hover, figure) {
        const point = hover && hover.points && hover.points[0];
        const trace = point && figure && figure.data[point.curveNumber];
        return (trace && trace.ids && trace.ids[point.pointNumber]) || null;
    }

    /** The hovered area of the map, in strip and table; nothing of it is state. */
    function pointed(key) {
        const drawing = document.querySelector("#erkunden-streifen .js-plotly-plot");
        if (drawing && drawing.data && window.Plotly) {
            let x = [], y = [], ring = -1;
            drawing.data.forEach(function (trace, i) {
                if (trace.meta === "hover") ring = i;
                const at = key && trace.ids ? trace.ids.indexOf(key) : -1;
                if (at >= 0) { x = [trace.x[at]]; y = [trace.y[at]]; }
            });
            if (ring >= 0) window.Plotly.restyle(drawing, { x: [x], y: [y] }, [ring]);
        }
        document.querySelectorAll("#erkunden-tabelle .gezeigt").forEach(function (row) { row.classList.remove("gezeigt"); });
        if (key) document.querySelectorAll("#erkunden-tabelle [row-id=\"" + window.CSS.escape(key) + "\"]").forEach(function (row) { row.classList.add("gezeigt"); });
        return key || "";
    }

    window.dash_clientside = Object.assign({}, window.dash_clientside, {
        erkunden: {
            filter: filter, fit: fit, choose: choose, draw: draw, words: words, pressed: pressed, play: play, tick: tick, points: points,
            focus: function (key) { return key || null; }, linked: linked, pointed: pointed,
        },
    });
})();
