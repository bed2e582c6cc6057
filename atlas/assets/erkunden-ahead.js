/* Erkunden, one step ahead of Dash: the map shows a year or an indicator in the moment of the click, and an indicator's
   matrix is fetched while the pointer rests on its name or the focus beside it. Dash follows with the same; where the two
   differ, Dash is right. */
(function (explore) {
    "use strict";
    const REST = 60; // ms on a name before its matrix is fetched
    let resting = 0;

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

    function show(input) {
        const next = withIndicator(input);
        if (!next) return;
        const list = explore.periods(next.known, next.state.indikator, next.state.ebene);
        window.atlas_map.show("karte", { matrix: explore.matrixUrl(next.state, next.known), period: explore.placeOf(list, next.state.zeit) });
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
        if (event.target.matches("#erkunden-indikator input[type=radio]")) show(event.target);
    }, true);

    document.addEventListener("input", function (event) {
        if (event.target.id === "erkunden-zeit-feld") window.atlas_map.show("karte", { period: Number(event.target.value) });
    }, true);
})(window.atlas_explore = window.atlas_explore || {});
