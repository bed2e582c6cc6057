/* Lieferungen: what was recognised of a file that no series reads, its first rows, and the questions that are left.
   What is shown: atlas/intake/newcomer_text.py. */
(function (atlas) {
    "use strict";
    const IGNORE = "-", NEW = "neu:", KINDS = [["count", "Anzahl"], ["sum", "Summe (m², Stunden)"], ["given", "Anteil ohne Zähler"]];
    let fields = 0;

    function node(tag, text, props) {
        const made = Object.assign(document.createElement(tag), props || {});
        if (text !== undefined && text !== null) made.textContent = text;
        return made;
    }

    function labelled(text, field, className) {
        const box = node("div", null, { className: "feld " + (className || "") });
        field.id = field.id || "frage-" + (fields += 1);
        box.append(node("label", text, { htmlFor: field.id }), field);
        return box;
    }

    function input(value, props) { return node("input", null, Object.assign({ type: "text", className: "textfeld", value: value, required: true }, props || {})); }
    function option(value, label) { return node("option", label, { value: value }); }
    function group(label, pairs) { const made = node("optgroup", null, { label: label }); pairs.forEach(function (p) { made.append(option(p[0], p[1])); }); return made; }

    function key(title) {
        const plain = title.toLowerCase().replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss").normalize("NFD");
        return plain.replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "").slice(0, 40) || "merkmal";
    }

    /** Which variable: the likeliest first, all others once someone looks, or a new one with its words. */
    function variable(question, all, place) {
        const box = node("div", null, { className: "frage" }), select = node("select", null, { required: true });
        const best = question.options.filter(function (o) { return o[0] !== IGNORE; });
        select.append(option("", "bitte wählen"));
        if (best.length) select.append(group("Am ähnlichsten", best));
        select.append(group("Anders", [[IGNORE, "nicht einlesen"], [NEW, "neues Merkmal …"]]));
        select.addEventListener("focus", function () {
            const known = new Set(best.map(function (o) { return o[0]; }));
            select.append(group("Alle Merkmale", all.filter(function (v) { return !known.has(v[0]); }).map(function (v) { return [v[0], v[1] + " (" + v[0] + ")"]; })));
        }, { once: true });
        select.value = question.proposal;
        const fresh = node("fieldset", null, { className: "neues", hidden: true, disabled: true });
        const title = input(place), id = input(key(place), { pattern: "[a-z][a-z0-9_]*", title: "Kleinbuchstaben, Ziffern, Unterstrich" });
        const kind = node("select"), unit = input("Personen");
        KINDS.forEach(function (k) { kind.append(option(k[0], k[1])); });
        fresh.append(node("legend", "Neues Merkmal"), labelled("Titel", title, "breit"), labelled("Kennung", id), labelled("Art", kind), labelled("Einheit", unit));
        select.addEventListener("change", function () { fresh.hidden = fresh.disabled = select.value !== NEW; });
        box.append(labelled(question.text, select, "breit"), fresh);
        box.answer = function () { return select.value === NEW ? NEW + [id.value, kind.value, unit.value.replace(/:/g, " "), title.value].join(":") : select.value; };
        return box;
    }

    function plain(question) {
        const box = node("div", null, { className: "frage" });
        let field = input(question.proposal);
        if (question.options.length) {
            field = node("select", null, { required: true });
            if (!question.proposal) field.append(option("", "bitte wählen"));
            question.options.forEach(function (o) { field.append(option(o[0], o[1])); });
            field.value = question.proposal;
        } else if (question.id === "quelle") field.required = false;
        box.append(labelled(question.text, field, "breit"));
        box.answer = function () { return field.value; };
        return box;
    }

    function table(caption, heads, rows) {
        const frame = node("div", null, { className: "rolltafel", tabIndex: 0 }), made = node("table", null, { className: "zeilen" }), body = node("tbody"), head = node("thead");
        frame.setAttribute("role", "region");
        frame.setAttribute("aria-label", caption);
        heads.forEach(function (line) { const row = node("tr"); line.forEach(function (h) { row.append(node(h ? "th" : "td", h, h ? { scope: "col" } : {})); }); head.append(row); });
        rows.forEach(function (cells) { const row = node("tr"); cells.forEach(function (c) { row.append(node("td", c)); }); body.append(row); });
        made.append(node("caption", caption), head, body);
        frame.append(made);
        return frame;
    }

    function set(title, boxes) {
        const made = node("fieldset");
        made.append(node("legend", title));
        boxes.forEach(function (box) { made.append(box); });
        return made;
    }

    /** The nodes to show; `given` takes {question: answer}, with the name of the series under "". */
    atlas.questions = function (told, given) {
        const heading = node("h3", "Was der Atlas erkannt hat: " + told.file, { tabIndex: -1 }), parts = [heading];
        told.near.forEach(function (said) { parts.push(node("p", said)); });
        const list = node("dl", null, { className: "steckangaben" });
        told.parts.forEach(function (part) { const row = node("div"); row.append(node("dt", part[0]), node("dd", part[1])); list.append(row); });
        const beside = node("div", null, { className: "nebeneinander" });
        beside.append(table("So steht es in der Datei", [told.header], told.raw), table("So versteht es der Atlas", [told.header, told.roles], told.understood));
        const form = node("form", null, { className: "dateifragen" }), boxes = new Map();
        told.questions.forEach(function (q) { boxes.set(q.id, q.variable ? variable(q, told.variables, q.id.replace(/^\w+:/, "")) : plain(q)); });
        function some(sure, ofVariables) { return told.questions.filter(function (q) { return q.sure === sure && (sure || q.variable === ofVariables); }).map(function (q) { return boxes.get(q.id); }); }
        const which = some(false, true), open = some(false, false), sure = some(true);
        if (which.length) form.append(set("Was sind diese Zahlen?", which));
        if (open.length) form.append(set("Was die Datei nicht sagt", open));
        if (sure.length) {
            const more = node("details");
            more.append(node("summary", "Schon erkannt (" + sure.length + "), bei Bedarf ändern"), set("Schon erkannt", sure));
            form.append(more);
        }
        const name = input(told.name, { pattern: "[a-z][a-z0-9_]*", title: "Kleinbuchstaben, Ziffern, Unterstrich", maxLength: 60 });
        form.append(set("Neue Lieferung", [labelled("Name, unter dem der Atlas sie wiedererkennt", name, "breit")]));
        form.append(node("div", null, { className: "antwortfehler" }), node("button", "Vorschau", { type: "submit", className: "knopf voran" }));
        form.addEventListener("submit", function (event) {
            event.preventDefault();
            const said = { "": name.value };
            boxes.forEach(function (box, id) { said[id] = box.answer(); });
            given(said);
        });
        parts.push(list, beside, form);
        return parts;
    };
})(window.atlas_deliveries = window.atlas_deliveries || {});
