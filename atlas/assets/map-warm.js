/* While Dash is still on its way: the first map's library, areas and matrix are fetched (atlas/web/first_paint.py names
   them), and the still picture stays in view until the live map takes its place. */
(function (atlas) {
    "use strict";
    const PATIENCE = 20000; // ms
    const named = document.getElementById("karte-vorab"), still = document.querySelector(".erstbild");
    if (!named || !still) return;
    const of = JSON.parse(named.textContent), quiet = function () {}; // whoever needs it tells of the fault
    const plain = atlas.files.rendererName() === "leaflet";
    (plain ? atlas.files.library(of.libraries.leaflet, of.libraries.leaflet_css) : atlas.files.library(of.libraries.maplibre)).catch(quiet);
    if (plain) atlas.files.areas(of.geometry).catch(quiet);
    else atlas.files.warm(of.geometry);
    atlas.matrix(of.matrix).catch(quiet);

    document.body.append(still); // out of the place that React is going to empty
    function place(_, watch) {
        const stage = document.querySelector(".atlas-map-stage");
        if (!stage) return;
        watch.disconnect();
        const picture = still.querySelector("svg");
        picture.classList.add("atlas-map-picture");
        picture.setAttribute("aria-hidden", "true");
        stage.parentNode.append(picture); // map.css hides it when the map lives
        still.remove();
    }
    const watch = new MutationObserver(place);
    watch.observe(document.body, { childList: true, subtree: true });
    setTimeout(function () { watch.disconnect(); still.remove(); }, PATIENCE);
})(window.atlas_map = window.atlas_map || {});
