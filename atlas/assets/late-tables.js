/* dash-ag-grid is half of all that a page would load, and no map needs it: it comes with the first table.
   Stands in for the component until its script (atlas/web/scripts.py names it) is there, and keeps the place after that. */
(function () {
    "use strict";
    let coming = null;

    function load() {
        if (!coming) {
            coming = new Promise(function (resolve, reject) {
                const script = document.createElement("script");
                script.src = document.querySelector("[data-spaeter*='/dash_ag_grid/']").dataset.spaeter;
                script.onload = function () {
                    const real = window.dash_ag_grid;
                    window.dash_ag_grid = Object.assign({}, real, { AgGrid: AgGrid });
                    resolve(real.AgGrid);
                };
                script.onerror = function () { script.remove(); coming = null; reject(new Error(script.src)); };
                document.head.append(script);
            });
        }
        return coming;
    }

    function AgGrid(props) {
        const React = window.React, [table, setTable] = React.useState(null), [failed, setFailed] = React.useState(false);
        React.useEffect(function () {
            load().then(function (found) { setTable(function () { return found; }); }, function () { setFailed(true); });
        }, []);
        if (table) return React.createElement(table, props);
        return React.createElement("div", { id: props.id, className: props.className, style: props.style },
            failed ? "Die Tabelle konnte nicht geladen werden; laden Sie die Seite neu." : null);
    }

    window.dash_ag_grid = { AgGrid: AgGrid };
})();
