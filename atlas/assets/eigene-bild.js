/* Eigene Gebiete on the map: a matrix of our own says to which area each unit belongs, styles say how that looks. */
(function (own) {
    "use strict";
    const PLAIN = "#CDD8DE", NO_NUMBER = 255;
    let turn = 0;

    /** The look of an area: the one that is being made is plain and strong, the others are pale and hatched in turn. */
    function look(index, draft, known) {
        return index === draft.at ? known.chosen : known.looks[index % known.looks.length];
    }

    /** [address, styles] of the picture of a draft; status 0 is a unit that belongs to no area, 1 the first area ... */
    function picture(draft, known, geometry) {
        const count = geometry.count, statuses = new Uint16Array(count), styles = { 0: { word: "", ground: PLAIN } };
        draft.areas.forEach(function (area, i) {
            styles[i + 1] = Object.assign({}, look(i, draft, known), { word: area.name || "Gebiet " + (i + 1) });
            area.members.forEach(function (key) { const row = geometry.row(key); if (row >= 0) statuses[row] = i + 1; });
        });
        const address = "eigene:" + (turn += 1);
        window.atlas_map.matrixPut(address, {
            header: { periods: [{ vintage: known.vintage }], kind: "fill" }, rows: 1, columns: count,
            printed: new Int32Array(count), classes: new Uint8Array(count).fill(NO_NUMBER), statuses: statuses,
        });
        return [address, styles];
    }

    Object.assign(own, { look: look, picture: picture });
})(window.atlas_own = window.atlas_own || {});
