/* Erkunden's one state and its address: what there is to choose, how it is written, what the history keeps. */
(function (explore) {
    "use strict";
    const PATH = "/erkunden", ARRIVED = "_dashprivate_pushstate"; // Dash's own event for a new address
    const FIRST_OF = "Schreiben Sie die oberen Grenzen mit Semikolon, z. B. 5; 10; 12,5.";
    let here = false, arrived = null, backs = 0;

    function same(a, b) { return JSON.stringify(a) === JSON.stringify(b); }

    /** What the numbers of a state are called in what is known: its level, as delivered or on the areas of a vintage. */
    function place(state, known) {
        const there = known.vorhanden[state.indikator] || {}, name = state.ebene + "@" + state.gebietsstand;
        return state.gebietsstand && there[name] ? name : state.ebene;
    }

    /** Periods of a state's indicator on its areas: [[iso, label, last day], ...] in the order of the matrix. */
    function periods(known, state) {
        return ((known.vorhanden[state.indikator] || {})[place(state, known)] || []).map(function (i) { return known.perioden[i]; });
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
        if (state.orte.length) parts.push(["orte", state.orte.join(",")]);
        if (state.gebietsstand) parts.push(["gebietsstand", state.gebietsstand]);
        return parts.map(function (p) { return p[0] + "=" + encodeURIComponent(p[1]).replace(/%2C/g, ","); }).join("&");
    }

    /** The address of the matrix: what classes depend on, and nothing else. */
    function matrixUrl(state, known) {
        const wanted = ["klassen", "anzahl", "grenzen", "bezug", "abweichung", "gebietsstand"];
        const kept = query(state).split("&").filter(function (p) { return wanted.includes(p.split("=")[0]); });
        const url = "/daten/" + known.edition + "/" + state.indikator + "/" + state.ebene + ".matrix";
        return kept.length ? url + "?" + kept.join("&") : url;
    }

    /** The address of the n behind the values; null for counts. */
    function basesUrl(state, known) {
        if (known.ohne_n.includes(state.indikator)) return null;
        const url = "/daten/" + known.edition + "/" + state.indikator + "/" + state.ebene + "/n.matrix";
        return state.gebietsstand ? url + "?gebietsstand=" + state.gebietsstand : url;
    }

    function levelOf(known, level) { return known.ebenen.find(function (l) { return l.value === level; }); }

    /** The outlines of the vintage that was asked for, else of the last day of the shown period; undefined: none. */
    function vintage(state, known) {
        const asked = known.vergleiche[place(state, known)];
        if (asked !== undefined) return known.staende.find(function (s) { return s.ebene === state.ebene && s.nummer === asked; });
        const list = periods(known, state), day = list[placeOf(list, state.zeit)][2];
        return known.staende.find(function (s) { return s.ebene === state.ebene && s.von <= day && day <= s.bis; });
    }

    // --- own bounds of classes -------------------------------------------------------------------------------

    function parts(text) {
        if (text.includes(";")) return text.replace(/;\s*$/, "").split(";");
        if (/,\s/.test(text)) return text.split(/,\s+/);
        if (/\d\s+[-\d]/.test(text)) return text.split(/\s+/);
        const commas = text.split(",").length - 1;
        return commas > 1 || (commas && text.includes(".")) ? text.split(",") : [text];
    }

    /** What was typed as bounds: {said: "5,10,12.5" as the address has it} or {fault: a sentence}. */
    function readBounds(text, most) {
        const typed = String(text || "").trim().replace(/\u2212/g, "-");
        if (!typed) return { said: "" };
        const found = [];
        for (const part of parts(typed)) {
            const one = part.trim();
            if (!one) return { fault: "In „" + typed + "“ fehlt zwischen zwei Trennzeichen eine Zahl. " + FIRST_OF };
            if (/^-?\d{1,3}(\.\d{3})+$/.test(one)) return { fault: "„" + one + "“ ist nicht eindeutig; schreiben Sie Tausender ohne Punkt. " + FIRST_OF };
            if (!typed.includes(";") && parts(typed).length === 1 && one.includes(",")) {
                return { fault: "„" + one + "“ kann eine Zahl oder zwei Grenzen sein. " + FIRST_OF };
            }
            if (!/^[-+]?\d{1,12}([.,]\d{1,9})?$/.test(one)) return { fault: "„" + one + "“ ist keine Zahl. " + FIRST_OF };
            found.push(Number(one.replace(",", ".")));
        }
        const bounds = Array.from(new Set(found)).sort(function (a, b) { return a - b; });
        if (bounds.length > most) return { fault: bounds.length + " Grenzen sind zu viele; höchstens " + most + " sind möglich." };
        return { said: bounds.join(",") };
    }

    function boundsText(said) { return said ? said.split(",").map(function (b) { return b.replace(".", ","); }).join("; ") : ""; }

    // --- the history -----------------------------------------------------------------------------------------

    /** Nothing is written into the history by moving the slider or drawing anew; a new question is a new entry. */
    function remember(before, after, goneBack) {
        const address = PATH + "?" + query(after);
        const still = goneBack || (before.indikator === after.indikator && before.ebene === after.ebene && same(before.gebiete, after.gebiete));
        const there = window.location.pathname + window.location.search === address;
        window.history[still || there ? "replaceState" : "pushState"]({ erkunden: after }, "", address);
    }

    /** The page is there: its address is written out, so that every entry of the history has its whole state. */
    function arrive(state) {
        const page = document.getElementById("erkunden");
        if (page === arrived) return;
        arrived = page;
        here = true;
        window.history.replaceState({ erkunden: state }, "", PATH + "?" + query(state));
    }

    function goTo(event, state) {
        event.stopImmediatePropagation(); // Dash would build the page anew
        backs += 1;
        window.dash_clientside.set_props("erkunden-zurueck", { data: { n: backs, state: state } });
    }

    function onPage() { return here && window.location.pathname === PATH && Boolean(document.getElementById("erkunden")); }

    function moved(event) {
        here = onPage();
        if (!here) return;
        if (event.type === "popstate") {
            if (event.state && event.state.erkunden) goTo(event, event.state.erkunden);
            return;
        }
        if (!window.location.search) goTo(event, null); // "Erkunden" in the navigation: as at the beginning
    }

    window.addEventListener("popstate", moved, true);
    window.addEventListener(ARRIVED, moved, true);

    Object.assign(explore, {
        same: same, periods: periods, placeOf: placeOf, query: query, matrixUrl: matrixUrl, basesUrl: basesUrl, levelOf: levelOf, vintage: vintage,
        readBounds: readBounds, boundsText: boundsText, remember: remember, arrive: arrive, onPage: onPage,
    });
})(window.atlas_explore = window.atlas_explore || {});
