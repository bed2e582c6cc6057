/* Eigene Gebiete in words: the areas made so far as rows of fields, and the units as a searchable list of check boxes. */
(function (own) {
    "use strict";
    const MOST_UNITS = 200, MOST_CHIPS = 24;

    function node(tag, text, props) {
        const made = Object.assign(document.createElement(tag), props || {});
        if (text) made.textContent = text;
        return made;
    }

    function number(n) { return window.atlas_map.german(n, 0); }
    function counted(n, known) { return number(n) + " " + (n === 1 ? known.ground.name : known.ground.plural); }
    function title(area, i) { return area.name.trim() || "Gebiet " + (i + 1); }

    /** What lies in an area, each to be taken out. */
    function chips(area, i, names) {
        const list = node("ul", null, { className: "marken", ariaLabel: "Teile von " + title(area, i) }), keys = Array.from(area.members);
        keys.slice(0, MOST_CHIPS).forEach(function (key) {
            const name = names.get(key) || key + " (nicht auf der heutigen Karte)", one = node("button", name, { type: "button", className: "marke-weg", ariaLabel: name + " herausnehmen" });
            one.dataset.teil = key;
            list.append(node("li"));
            list.lastChild.append(one);
        });
        if (keys.length > MOST_CHIPS) list.append(node("li", "und " + number(keys.length - MOST_CHIPS) + " weitere (siehe Liste)"));
        return list;
    }

    function row(area, i, draft, known, names) {
        const item = node("li", null, { className: i === draft.at ? "gewaehlt" : "" }), line = node("div", null, { className: "gebietskopf" });
        const field = node("input", null, { className: "textfeld", id: "eigene-gebiet-" + i, value: area.name, maxLength: 100, autocomplete: "off", placeholder: "Name des Gebiets" });
        field.setAttribute("aria-label", "Name von Gebiet " + (i + 1));
        field.setAttribute("aria-describedby", "eigene-gebiet-" + i + "-fehler");
        const choose = node("button", "Teile wählen", { type: "button", id: "eigene-waehlen-" + i, ariaPressed: String(i === draft.at) });
        choose.setAttribute("aria-label", "Teile wählen für " + title(area, i));
        const away = node("button", "×", { type: "button", className: "weg", id: "eigene-weg-" + i });
        away.setAttribute("aria-label", title(area, i) + " streichen");
        away.title = "Gebiet streichen";
        item.dataset.gebiet = i;
        choose.dataset.waehlen = away.dataset.streichen = i;
        line.append(node("img", null, { src: window.atlas_explore.hatch(own.look(i, draft, known)), alt: "", className: "farbe" }), field, choose, away);
        item.append(line, node("p", counted(area.members.size, known), { className: "hinweis" }), node("p", "", { className: "meldung", id: "eigene-gebiet-" + i + "-fehler" }));
        if (i === draft.at && area.members.size) item.append(chips(area, i, names));
        return item;
    }

    /** Draws the rows anew; the focus stays where it was. */
    function rows(draft, known, names) {
        const list = document.getElementById("eigene-gebiete"), focus = list.contains(document.activeElement) && document.activeElement.id;
        list.replaceChildren.apply(list, draft.areas.map(function (area, i) { return row(area, i, draft, known, names); }));
        const again = focus && document.getElementById(focus);
        if (again) again.focus();
    }

    /** The units that the search finds, those of the chosen area first where nothing is searched. */
    function units(draft, known, units) {
        const list = document.getElementById("eigene-einheiten"), field = document.getElementById("eigene-suche");
        const words = window.atlas_native.folded(field.value).split(/\s+/).filter(Boolean), here = draft.areas[draft.at];
        const found = units.filter(function (u) { return words.every(function (w) { return u.search.includes(w); }); });
        const order = words.length ? found : found.filter(function (u) { return here.members.has(u.key); }).concat(found.filter(function (u) { return !here.members.has(u.key); }));
        const focus = list.contains(document.activeElement) && document.activeElement.value, legend = list.querySelector("legend");
        list.replaceChildren.apply(list, [legend].concat((order.length > MOST_UNITS ? order.slice(0, MOST_UNITS) : found).map(function (u) {
            const at = own.ownerOf(u.key), line = node("label", null, { className: "haken" }), other = at >= 0 && at !== draft.at;
            line.append(node("input", null, { type: "checkbox", value: u.key, checked: at === draft.at, disabled: other }), node("span", u.name));
            if (other) line.append(node("span", "in „" + title(draft.areas[at], at) + "“", { className: "hinweis" }));
            return line;
        })));
        const again = focus && list.querySelector('input[value="' + window.CSS.escape(focus) + '"]');
        if (again) again.focus();
        document.getElementById("eigene-treffer").textContent = !found.length ? "Nichts passt; ändern Sie die Suche." :
            found.length > MOST_UNITS ? "Gezeigt sind " + MOST_UNITS + " von " + number(found.length) + "; die Suche findet die anderen." : number(found.length) + " von " + number(units.length);
    }

    Object.assign(own, { node: node, counted: counted, title: title, rows: rows, units: units });
})(window.atlas_own = window.atlas_own || {});
