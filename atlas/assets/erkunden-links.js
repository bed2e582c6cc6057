/* Pointing and picking across Erkunden: map, strip, time series and table show the same area; nothing of it is state. */
(function (explore) {
    "use strict";
    const no = function () { return window.dash_clientside.no_update; };
    const TABLE = "#erkunden-tabelle", PATIENCE = 120; // ms that the pointer rests before the server is asked for a sentence
    let giveUp = function () {}, clicks = 0, marked = null;

    function drawing(id) {
        const found = document.querySelector("#" + id + " .js-plotly-plot");
        return found && found.data && window.Plotly ? found : null;
    }

    /** The key of the area that a point of the strip (ids) or of the time series (customdata) stands for. */
    function keyOf(hover, id) {
        const point = hover && hover.points && hover.points[0], plot = drawing(id);
        const trace = point && plot && plot.data[point.curveNumber];
        if (!trace) return null;
        return (trace.ids && trace.ids[point.pointNumber]) || (trace.meta === "area" && trace.customdata && trace.customdata[point.pointNumber]) || null;
    }

    function linked(strip, series) {
        const by = String(((window.dash_clientside.callback_context.triggered || [])[0] || {}).prop_id);
        const key = by.startsWith("erkunden-reihe") ? keyOf(series, "erkunden-reihe") : keyOf(strip, "erkunden-streifen");
        return key === marked ? no() : key;
    }

    /** A click on a dot or a line's point takes its area in or out; cleared, so that the next click on it counts. */
    function picked(strip, series) {
        const key = keyOf(strip, "erkunden-streifen") || keyOf(series, "erkunden-reihe");
        if (!strip && !series) return [no(), no(), no()];
        return [key ? { key: key, n: "d" + (clicks += 1) } : no(), null, null];
    }

    function ring(key) {
        const plot = drawing("erkunden-streifen");
        if (!plot) return;
        const at = plot.data.findIndex(function (t) { return t.meta === "hover"; });
        const x = [], y = [];
        if (key) plot.data.forEach(function (trace) {
            const i = trace.ids && trace.meta !== "hover" && !x.length ? trace.ids.indexOf(key) : -1;
            if (i >= 0) { x.push(trace.x[i]); y.push(trace.y[i]); }
        });
        if (at >= 0 && (x.length || (plot.data[at].x || []).length)) window.Plotly.restyle(plot, { x: [x], y: [y] }, [at]);
    }

    function row(key) {
        marked = key;
        document.querySelectorAll(TABLE + " .gezeigt").forEach(function (one) { one.classList.remove("gezeigt"); });
        if (key) document.querySelectorAll(TABLE + " [row-id=\"" + window.CSS.escape(key) + "\"]").forEach(function (one) { one.classList.add("gezeigt"); });
    }

    /** The area that is pointed at, wherever: ring and row at once, its sentence and line when the pointer rests. */
    function pointed(key) {
        ring(key);
        row(key);
        giveUp();
        return new Promise(function (resolve) {
            const waiting = setTimeout(function () { resolve(key || ""); }, PATIENCE);
            giveUp = function () { clearTimeout(waiting); resolve(no()); }; // an answer that never came would hold up the sentence
        });
    }

    /** The pointed area's line in the time series. */
    function line(data) {
        const plot = drawing("erkunden-reihe");
        const at = plot ? plot.data.findIndex(function (t) { return t.meta === "hover"; }) : -1;
        const now = data || { x: [], y: [], text: [] };
        if (at >= 0 && (now.x.length || (plot.data[at].x || []).length)) window.Plotly.restyle(plot, { x: [now.x], y: [now.y], text: [now.text] }, [at]);
    }

    // --- the table: rows are pointed at and picked like areas ------------------------------------------------

    function rowKey(target) {
        const found = target.closest && target.closest(TABLE + " [row-id]");
        return found ? found.getAttribute("row-id") : null;
    }

    function point(key) { if (key !== marked) window.dash_clientside.set_props("karte", { hovered: key }); }

    document.addEventListener("pointerover", function (event) {
        if (event.target.closest && event.target.closest(TABLE)) point(rowKey(event.target));
        else if (marked && event.relatedTarget && event.relatedTarget.closest && event.relatedTarget.closest(TABLE)) point(null);
    });

    function pick(key) { if (key) window.dash_clientside.set_props("erkunden-gewaehlt", { data: { key: key, n: "t" + (clicks += 1) } }); }

    document.addEventListener("click", function (event) {
        if (!String(window.getSelection())) pick(rowKey(event.target)); // text that is being marked for copying is no choice
    });
    document.addEventListener("keydown", function (event) {
        if ((event.key === "Enter" || event.key === " ") && event.target.matches && event.target.matches(TABLE + " .ag-cell")) {
            event.preventDefault();
            pick(rowKey(event.target));
        }
    });

    Object.assign(explore, { linked: linked, picked: picked, pointed: pointed, line: line });
})(window.atlas_explore = window.atlas_explore || {});
