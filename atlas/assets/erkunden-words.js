/* What Erkunden says beside its map: title, legend, ways on, and the list of the facilities that the map shows. */
(function (explore) {
    "use strict";
    const no = function () { return window.dash_clientside.no_update; };
    const node = function (type, props, namespace) { return { type: type, namespace: namespace || "dash_html_components", props: props }; };
    const SECRET = 3; // the code of the status
    const MOST_ROWS = 500; // of the list of facilities
    const FAILED = "Die Werte konnten nicht geladen werden. Prüfen Sie die Verbindung und laden Sie die Seite neu.";

    function picture(svg) { return "data:image/svg+xml," + encodeURIComponent(svg); }

    /** A small picture of a hatch, drawn from the same tile as the map's. */
    function hatch(style) {
        const lines = style.lines ? '<path d="' + style.lines + '" fill="none" stroke="' + style.colour + '" stroke-width="' + style.width + '" stroke-linecap="' + (style.cap || "butt") + '"/>' : "";
        const size = style.size || 8;
        return picture('<svg xmlns="http://www.w3.org/2000/svg" width="28" height="18"><defs><pattern id="m" width="' + size + '" height="' + size +
            '" patternUnits="userSpaceOnUse"><rect width="' + size + '" height="' + size + '" fill="' + (style.ground || "#fff") + '"/>' + lines +
            '</pattern></defs><rect x=".5" y=".5" width="27" height="17" fill="url(#m)" stroke="#75858E"/></svg>');
    }

    // --- legend ----------------------------------------------------------------------------------------------

    function entry(index, swatch, label, count, chosen) {
        const areas = count === 1 ? "1 Gebiet" : count + " Gebiete";
        return node("Button", {
            id: { type: "erkunden-klasse", index: index }, className: "klasse", n_clicks: 0, "aria-pressed": String(chosen), key: index,
            title: areas + (chosen ? " abwählen" : " auswählen"),
            children: [swatch, node("Span", { className: "grenze", children: label }),
                node("Span", { className: "zahl", children: [String(count), node("Span", { className: "nurvorlesen", children: count === 1 ? " Gebiet" : " Gebiete" })] })],
        });
    }

    /** At most `number`, with one significant digit: 23845 -> 20000. */
    function plain(number) {
        const step = Math.pow(10, Math.floor(Math.log10(Math.max(number, 1))));
        return Math.max(Math.floor(number / step) * step, 1);
    }

    function circle(look, r) {
        const half = r + look.width, wide = 2 * half;
        return '<svg xmlns="http://www.w3.org/2000/svg" width="' + wide + '" height="' + wide + '"><circle cx="' + half + '" cy="' + half + '" r="' + r +
            '" fill="' + look.fill + '" stroke="' + look.edge + '" stroke-width="' + look.width + '"/></svg>';
    }

    /** Circles as the map draws them: of a round number near the greatest of all periods, its half and its tenth. */
    function circles(matrix) {
        const map = window.atlas_map.picture, most = map.largest(matrix), top = plain(most), unit = matrix.header.unit || "";
        const sizes = Array.from(new Set([1, 0.5, 0.1].map(function (part) { return Math.round(top * part); }))).filter(Boolean);
        const row = function (look, number, label) {
            return node("Div", { className: "kreis", children: [
                node("Span", { className: "rund", children: node("Img", { src: picture(circle(look, map.LARGEST * Math.sqrt(number / most))), alt: "" }) }),
                node("Span", { children: label }),
            ] });
        };
        const out = sizes.map(function (n) { return row(map.LOOKS.above, n, window.atlas_map.german(n, matrix.header.decimals || 0)); });
        const below = matrix.printed.some(function (number, i) { return number < 0 && matrix.classes[i] !== window.atlas_map.NO_NUMBER; });
        if (below) out.push(row(map.LOOKS.below, sizes[Math.min(1, sizes.length - 1)], "unter null"));
        return [node("P", { className: "legendennote", children: "Kreisfläche: " + (unit || "Anzahl") })].concat(out);
    }

    /** Keys of the areas in a class ("2") or with a status ("s3") in the shown period. */
    function keysOf(matrix, state, known, index) {
        const list = explore.periods(known, state), row0 = explore.placeOf(list, state.zeit) * matrix.columns;
        const status = index[0] === "s" ? Number(index.slice(1)) : -1, code = Number(index);
        const fits = function (a) { return status >= 0 ? matrix.statuses[row0 + a] === status : matrix.classes[row0 + a] === code; };
        return known.gebiete[state.ebene].filter(function (_, a) { return fits(a); }).map(function (area) { return area[0]; });
    }

    function legend(matrix, period, state, known) {
        const header = matrix.header, parts = [node("P", { className: "legendentitel", children: header.subtitle })];
        const chosen = state.gebiete.slice().sort(), marks = period.marks || [];
        const add = function (index, swatch, label, count) {
            const whole = chosen.length > 0 && explore.same(keysOf(matrix, state, known, index).sort(), chosen);
            parts.push(entry(index, swatch, label, count, whole));
        };
        if (header.kind === "circle") parts.push(...circles(matrix));
        else period.classes.forEach(function (c, i) {
            add(String(i), node("Span", { className: "farbe", style: { backgroundColor: period.colours[i] } }), c[0], c[1]);
        });
        period.statuses.forEach(function (s) {
            add("s" + s[0], node("Img", { className: "farbe", src: hatch(known.zeichen[String(s[0])] || {}), alt: "" }), s[1] + " " + s[2], s[3]);
        });
        if (header.secret_by && period.statuses.some(function (s) { return s[0] === SECRET; })) parts.push(node("P", { className: "legendennote", children: "geheim: " + header.secret_by }));
        parts.push(node("P", { className: "legendennote stadtwert", children: "Stadt: " + period.city + (marks.length ? " (" + marks.join(", ") + ")" : "") }));
        parts.push(node("P", { className: "legendennote", children: period.note || "" }));
        return parts;
    }

    // --- title, sentences, ways on ---------------------------------------------------------------------------

    function ways(state, known, mapped) {
        const q = explore.query(state), only = state.gebiete.slice(0, known.grenzwerte.linien).join(",");
        const file = function (kind, label) { return node("A", { href: "/export/" + kind + "?" + q, children: label, download: "" }); };
        const way = function (href, label) { return node("A", { href: href, children: label }); };
        return [
            ...(mapped ? [file("png", "Karte als PNG"), file("svg", "Karte als SVG")] : []), file("xlsx", "Werte als Excel"), file("csv_de", "Werte als CSV"),
            ...(mapped ? [file("gpkg", "GeoPackage"), file("geojson", "GeoJSON")] : []),
            way("/zeitreihe?" + explore.query(Object.assign({}, state, { gebiete: only ? only.split(",") : [], orte: [] })), "Zeitreihe"),
            way("/profil?ebene=" + state.ebene + (state.gebiete.length ? "&gebiete=" + state.gebiete.join(",") : "") +
                (state.gebietsstand ? "&gebietsstand=" + state.gebietsstand : ""), "Profil"),
            way("/katalog?indikator=" + state.indikator, "Steckbrief"),
            ...(known.eigene ? [way("/berichte?inhalt=karte&" + q, "Als Bericht")] : []),
            way("/bericht?inhalt=karte&" + q + "&stand=" + known.edition, "Zitieren"),
            ...(known.eigene && state.gebiete.length && state.ebene !== known.ebenen[0].value
                ? [way("/eigene?ebene=" + state.ebene + "&gebiete=" + state.gebiete.join(",") + "#zusammenstellen", "Als eigenes Gebiet speichern")] : []),
        ];
    }

    let wanted = ""; // the window's title; Dash writes the page's own over it once, sooner or later
    function entitle(title) {
        if (title) wanted = title;
        if (wanted && explore.onPage() && document.title !== wanted) document.title = wanted;
    }
    new MutationObserver(function () { entitle(); }).observe(document.querySelector("title"), { childList: true });

    function words(state, known) {
        const list = explore.periods(known, state), place = explore.placeOf(list, state.zeit);
        const level = explore.levelOf(known, state.ebene), mapped = Boolean(explore.vintage(state, known));
        const frame = mapped ? "kartenrahmen" : "kartenrahmen ohne";
        const when = level.karte ? " für diesen Zeitpunkt" : "";
        const without = mapped ? "" : "Für die Raumebene " + level.label + " liegen" + when + " keine Umrisse vor: Verteilung, Zeitreihe und Tabelle zeigen die Werte ohne Karte.";
        return window.atlas_map.matrix(explore.matrixUrl(state, known)).then(function (matrix) {
            const period = matrix.header.periods[place], kind = matrix.header.kind === "circle" ? "circle" : "fill";
            entitle(period.title + " – " + known.titel);
            return [period.title, matrix.header.subtitle, legend(matrix, period, state, known), matrix.header.source, kind, period.title,
                ways(state, known, mapped), frame, without];
        }, function () {
            return [no(), no(), [node("P", { className: "meldung", children: FAILED })], no(), no(), no(), [], frame, without];
        });
    }

    // --- facilities ------------------------------------------------------------------------------------------

    /** Names of the areas in which points lie, by the outlines that the map shows; empty where there are none. */
    function places(state, known, points) {
        const stand = explore.vintage(state, known);
        if (!stand) return Promise.resolve(points.map(function () { return ""; }));
        const url = "/gebiete/" + known.edition + "/geometry/" + state.ebene + "/" + stand.nummer;
        const names = new Map(known.gebiete[state.ebene]);
        return window.atlas_map.files.areas(url).then(function (geometry) {
            return points.map(function (p) {
                const at = geometry.local(p[0], p[1]), row = geometry.locate(at[0], at[1]);
                return row < 0 ? "" : names.get(geometry.keys[row]) || "";
            });
        }, function () { return points.map(function () { return ""; }); });
    }

    function row(facility, place) {
        const p = facility.properties, cell = function (text) { return node("Td", { children: text }); };
        return node("Tr", { children: [
            node("Th", { scope: "row", children: p.name }), cell(p.type), cell(place), cell(p.provider || ""),
            node("Td", { className: "zahl", children: p.places === null || p.places === undefined ? "" : window.atlas_map.german(p.places, 0) }),
        ] });
    }

    function table(found, state, known) {
        const level = explore.levelOf(known, state.ebene), shown = found.slice(0, MOST_ROWS);
        const heads = ["Name", "Art", level.label, "Träger", "Plätze"];
        const rest = found.length > MOST_ROWS ? [node("P", { className: "hinweis", children: "Gezeigt sind die ersten " + MOST_ROWS + "." })] : [];
        return places(state, known, shown.map(function (f) { return f.geometry.coordinates; })).then(function (at) {
            return [
                node("Table", { className: "zahlen liste", children: [
                    node("Caption", { className: "nurvorlesen", children: "Einrichtungen auf der Karte: " + state.orte.join(", ") }),
                    node("Thead", { children: node("Tr", { children: heads.map(function (h) { return node("Th", { scope: "col", children: h }); }) }) }),
                    node("Tbody", { children: shown.map(function (f, i) { return row(f, at[i]); }) }),
                ] }),
                ...rest,
            ];
        });
    }

    let listed = ""; // what the list was made for: another indicator or year has the same one

    /** The point layer of the map and its twin, a table of the same facilities: points, rows, summary, hidden. */
    function facilities(state, known) {
        const now = JSON.stringify([state.orte, state.ebene, explore.vintage(state, known)]);
        const twin = document.querySelector("#erkunden-ortsliste table");
        if (!state.orte.length) return [null, null, "", true];
        if (now === listed && twin) return [no(), no(), no(), no()];
        listed = now;
        const url = "/gebiete/" + known.edition + "/facilities", points = { url: url, types: state.orte, looks: known.orte };
        return window.atlas_map.files.json(url).then(function (found) {
            const wanted = found.features.filter(function (f) { return state.orte.includes(f.properties.type); });
            wanted.sort(function (a, b) {
                return state.orte.indexOf(a.properties.type) - state.orte.indexOf(b.properties.type) || a.properties.name.localeCompare(b.properties.name, "de");
            });
            return table(wanted, state, known).then(function (list) { return [points, list, "Einrichtungen als Liste (" + wanted.length + ")", false]; });
        }, function () { return [null, node("P", { className: "meldung", children: FAILED }), "Einrichtungen", false]; });
    }

    Object.assign(explore, { hatch: hatch, words: words, keysOf: keysOf, facilities: facilities });
})(window.atlas_explore = window.atlas_explore || {});
