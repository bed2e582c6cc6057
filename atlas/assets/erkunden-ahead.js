/* Erkunden, one step ahead of Dash: the map shows a year or an indicator in the moment of the click, and an indicator's
   matrix is fetched while the pointer rests on its name or the focus beside it. Dash hears of the click when the map is
   drawn and follows with the same; where the two differ, Dash is right. */
(function (explore) {
    "use strict";
    const REST = 60; // ms on a name before its matrix is fetched
    const HELD = 150; // ms that a click waits for its matrix: Dash's work would keep the browser from reading it
    let resting = 0, last = null, passing = null; // the radio clicked last; the one whose click goes on to Dash

    function store(id) {
        const found = document.getElementById("karte") && window.dash_component_api.getLayout(id);
        return found && found.props.data;
    }

    /** The state that a click on this indicator leads to, where it stays at the level; else undefined. */
    function withIndicator(input) {
        const state = store("erkunden-wahl"), known = store("erkunden-ansichten");
        if (!state || !known || !(known.vorhanden[input.value] || {})[state.ebene]) return undefined;
        return { state: Object.assign({}, state, { indikator: input.value }), known: known };
    }

    function indicatorOf(event) {
        const row = event.target.closest && event.target.closest("#erkunden-indikator label");
        return row && row.querySelector("input[type=radio]");
    }

    /** Gives a promise of the matrix where it is not there yet. */
    function show(input) {
        const next = withIndicator(input);
        if (!next) return undefined;
        const list = explore.periods(next.known, next.state), url = explore.matrixUrl(next.state, next.known);
        const there = window.atlas_map.matrixNow(url);
        window.atlas_map.show("karte", { matrix: url, period: explore.placeOf(list, next.state.zeit) });
        return there ? undefined : window.atlas_map.matrix(url);
    }

    /** Once: the click goes on to Dash, where no later one has taken its place. */
    function passOn(input) {
        if (last !== input) return;
        last = null;
        passing = input;
        input.click();
    }

    function fetchAhead(input) {
        const next = input && withIndicator(input);
        if (next) window.atlas_map.matrix(explore.matrixUrl(next.state, next.known)).catch(function () {}); // the click will tell
    }

    document.addEventListener("pointerover", function (event) {
        window.clearTimeout(resting);
        const input = indicatorOf(event);
        if (input) resting = window.setTimeout(function () { fetchAhead(input); }, REST);
    }, true);

    document.addEventListener("pointerdown", function (event) { fetchAhead(indicatorOf(event)); }, true); // a finger does not rest

    document.addEventListener("focusin", function (event) { // the arrow keys go to the neighbours
        const input = indicatorOf(event);
        if (!input) return;
        const all = Array.from(document.querySelectorAll("#erkunden-indikator input[type=radio]")), at = all.indexOf(input);
        window.setTimeout(function () { [all[at + 1], all[at - 1]].forEach(fetchAhead); }, REST);
    }, true);

    document.addEventListener("click", function (event) { // before React hears of it; the arrow keys click, too
        const input = event.target;
        if (!input.matches("#erkunden-indikator input[type=radio]")) return;
        if (passing === input) { passing = null; return; }
        last = input;
        const coming = show(input), pass = function () { passOn(input); };
        if (!coming) { last = null; return; }
        event.preventDefault();
        event.stopPropagation();
        coming.then(pass, pass);
        window.setTimeout(pass, HELD);
    }, true);

    document.addEventListener("input", function (event) {
        if (event.target.id === "erkunden-zeit-feld") window.atlas_map.show("karte", { period: Number(event.target.value) });
    }, true);
})(window.atlas_explore = window.atlas_explore || {});
