/* Berichte: the texts of one paper, changed in place beside what the atlas says. What stands still is
   text_workshop in atlas/components/reports.py; the routes are atlas/web/report_texts.py. */
(function () {
    "use strict";
    const NAME = "atlas-name", SILENT = { sentences: ["Der Atlas antwortet nicht; prüfen Sie die Verbindung und versuchen Sie es noch einmal."] };
    const ASKED = "Ein Text ist noch nicht gespeichert. Trotzdem weitergehen?";
    let texts = {};

    function place() { return document.querySelector("[data-texte]"); }
    function sheet() { return place().querySelector(".textblatt"); }
    function say(text) { place().querySelector("[data-texte-stand]").textContent = text; }
    function remembered() { try { return localStorage.getItem(NAME) || ""; } catch { return ""; } }
    function remember(name) { try { localStorage.setItem(NAME, name); } catch { /* forbidden: asked again next time */ } }
    function node(tag, text, props) {
        const made = Object.assign(document.createElement(tag), props || {});
        if (text) made.textContent = text;
        return made;
    }
    function button(text, data, value) {
        const made = node("button", text, { type: "button" });
        made.dataset[data] = value || "";
        return made;
    }

    function answered(response) {
        return response.json().catch(function () { return {}; }).then(function (told) { return response.ok ? told : Promise.reject(told.sentences ? told : SILENT); });
    }

    // ---- the paper and its places ----

    function ways(key) {
        const one = texts[key], box = node("div", null, { className: "textwege" }), change = button("Text ändern", "textAendern", key);
        if (one.text) box.append(node("span", "Von " + one.by + ", Stand " + one.edition + (one.changed ? "; die Zahlen dahinter sind heute andere." : ""), { className: "hinweis" }));
        change.setAttribute("aria-label", "Text ändern: " + (one.text || one.own).slice(0, 60));
        box.append(change);
        return box;
    }

    function summary() {
        const all = Object.values(texts), own = all.filter(function (t) { return t.text; }).length, moved = all.filter(function (t) { return t.changed; }).length;
        if (!all.length) return "Dieser Bericht hat keine Texte, die sich ändern lassen; Textkapitel bekommt er in seiner Vorlage.";
        return (all.length === 1 ? "1 Text" : all.length + " Texte") + ", " + (own ? own + " davon von Menschen" : "alle vom Atlas") +
            (moved ? "; bei " + moved + " haben sich die Zahlen seither geändert" : "") + ".";
    }

    /** Reads the paper anew; what is being written elsewhere stays open. */
    function load(focus) {
        const here = place(), asked = new URLSearchParams({ vorlage: here.dataset.texte, gebiet: here.dataset.gebiet });
        const open = Array.from(here.querySelectorAll("form[data-text]")).map(function (f) { return [f.dataset.text, f.elements.text.value]; });
        return fetch("/berichte/texte?" + asked.toString(), { credentials: "same-origin", cache: "no-store" }).then(answered, function () { return Promise.reject(SILENT); }).then(function (told) {
            if (here !== place()) return;
            texts = told.texts;
            sheet().innerHTML = told.html;
            sheet().querySelectorAll("[data-place]").forEach(function (p) { if (texts[p.dataset.place]) p.after(ways(p.dataset.place)); });
            open.forEach(function (one) { if (one[0] !== focus && texts[one[0]]) edit(one[0]).elements.text.value = one[1]; });
            say(summary());
            here.querySelector("[data-text-erster]").hidden = !sheet().querySelector("[data-text-aendern]");
            const back = focus && sheet().querySelector("[data-text-aendern='" + CSS.escape(focus) + "']");
            if (back) back.focus();
        }).catch(function (told) { say(((told && told.sentences) || SILENT.sentences).join(" ")); });
    }

    // ---- one text ----

    function beside(title, text) {
        const box = node("div", null, { className: "textdaneben" });
        box.append(node("h4", title));
        text.split("\n").filter(Boolean).forEach(function (line) { box.append(node("p", line)); });
        return box;
    }

    function labelled(text, control) {
        const box = node("div", null, { className: "feld" }), label = node("label", text);
        label.htmlFor = control.id;
        box.append(label, control);
        return box;
    }

    function count(from) {
        const left = Array.from(from.elements.text.value).length, most = Number(place().dataset.hoechstens);
        const place_ = from.querySelector("[data-zeichen]");
        place_.textContent = window.atlas_map.german(left, 0) + " von " + window.atlas_map.german(most, 0) + " Zeichen";
        place_.classList.toggle("meldung", left > most);
    }

    /** The form in the place of the button. */
    function edit(key) {
        const one = texts[key], from = node("form", null, { noValidate: true, className: "textform" });
        const area = node("textarea", null, { name: "text", id: "text-" + key, className: "textfeld", rows: 6, value: one.text || one.own });
        const by = node("input", null, { name: "by", id: "text-von-" + key, className: "textfeld", maxLength: Number(place().dataset.name), autocomplete: "name", value: remembered() });
        const said = node("div", null, { className: "texttold" }), row = node("div", null, { className: "knopfreihe" }), left = node("div"), right = node("div");
        from.dataset.text = key;
        said.setAttribute("role", "status");
        said.tabIndex = -1;
        row.append(node("button", "Speichern", { type: "submit", className: "knopf voran" }));
        if (one.text) row.append(button("Zurück zum Text des Atlas", "textZurueck"));
        row.append(button("Abbrechen", "textAbbrechen"));
        left.append(labelled("Ihr Text", area), node("p", null, { className: "hinweis" }), labelled("Ihr Name", by));
        left.querySelector("p").dataset.zeichen = "";
        right.append(beside("Der Atlas schreibt", one.own));
        if (one.changed) right.append(beside("Als " + one.by + " schrieb, stand dort", one.basis), node("p", "Stimmt Ihr Text noch? Speichern bestätigt ihn für die heutigen Zahlen.", { className: "hinweis" }));
        from.append(left, right, row, said);
        sheet().querySelector("[data-text-aendern='" + CSS.escape(key) + "']").closest(".textwege").replaceWith(from);
        count(from);
        return from;
    }

    function shut(from) {
        const back = ways(from.dataset.text);
        from.replaceWith(back);
        back.querySelector("button").focus();
    }

    function written(from) { const one = texts[from.dataset.text]; return from.elements.text.value !== (one.text || one.own); }
    function unsaved() { return place() ? Array.from(place().querySelectorAll("form[data-text]")).some(written) : false; }

    function save(from, text) {
        const here = place(), key = from.dataset.text, one = texts[key], by = from.elements.by.value.trim(), told_at = from.querySelector("[role=status]");
        remember(by);
        told_at.replaceChildren(node("p", "Der Text wird gespeichert …"));
        fetch("/berichte/text", {
            method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-Atlas": "1" },
            body: JSON.stringify({ template: here.dataset.texte, area: here.dataset.gebiet, place: key, text: text, by: by, seen: { own: one.own, text: one.text } }),
        }).then(answered, function () { return Promise.reject(SILENT); }).then(function () {
            return load(key).then(function () { say((text ? "Der Text ist gespeichert. " : "Dort steht wieder der Text des Atlas. ") + summary()); });
        }, function (told) {
            const list = node("ul", null, { className: "hinweise fehlerliste" });
            told.sentences.forEach(function (s) { list.append(node("li", s)); });
            told_at.replaceChildren(list);
            if (told.now) { // seen now, so that the next click decides
                texts[key] = told.now;
                told_at.append(beside(told.now.text ? told.now.by + " schrieb inzwischen" : "Der Atlas schreibt jetzt", told.now.text || told.now.own));
            }
            told_at.focus();
        });
    }

    // ---- events ----

    document.addEventListener("click", function (event) {
        if (!place()) return;
        const link = event.target.closest("a[href]"), pressed = event.target.closest("button"), from = pressed && pressed.closest("form[data-text]");
        if (link && link.closest(".textblatt")) { // ways inside the paper lead within it
            event.preventDefault();
            const to = link.hash && sheet().querySelector(link.hash);
            if (to) to.scrollIntoView();
        } else if (link && unsaved() && link.getAttribute("href")[0] !== "#" && !window.confirm(ASKED)) {
            event.preventDefault();
            event.stopImmediatePropagation();
        }
        if (!pressed) return;
        if ("textAendern" in pressed.dataset) edit(pressed.dataset.textAendern).elements.text.focus();
        else if ("textErster" in pressed.dataset) (sheet().querySelector("[data-text-aendern]") || sheet().querySelector("form[data-text] textarea")).focus();
        else if ("textAbbrechen" in pressed.dataset) shut(from);
        else if ("textZurueck" in pressed.dataset) save(from, "");
    }, true);

    document.addEventListener("submit", function (event) {
        if (!event.target.matches("form[data-text]")) return;
        event.preventDefault();
        save(event.target, event.target.elements.text.value.trim());
    });

    document.addEventListener("input", function (event) { if (event.target.matches("form[data-text] textarea")) count(event.target.form); });

    document.addEventListener("change", function (event) {
        if (event.target.id !== "berichte-texte-gebiet") return;
        if (unsaved() && !window.confirm(ASKED)) { event.target.value = place().dataset.gebiet; return; }
        const asked = new URLSearchParams({ bearbeiten: place().dataset.texte });
        if (event.target.value) asked.set("gebiet", event.target.value);
        location.assign("/berichte?" + asked.toString());
    });

    new MutationObserver(function () { // the place is drawn by React a moment after the page
        const here = place();
        if (!here || here.dataset.da) return;
        here.dataset.da = "1";
        say("Der Bericht wird geholt …");
        load();
    }).observe(document.body, { childList: true, subtree: true });
})();
