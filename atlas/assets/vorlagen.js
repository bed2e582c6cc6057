/* Vorlagen: the form of a template read, its chapters moved, added and removed, its indicators chosen; saved, put away.
   What stands still is atlas/components/template_form.py; the routes are atlas/web/templates.py; the preview is
   vorlagen-vorschau.js. */
(function (own) {
    "use strict";
    const ASKED = "Die Vorlage ist noch nicht gespeichert. Trotzdem weitergehen?";
    let dirty = false, added = 0, removed = null;

    function form() { return document.querySelector("form[data-vorlage]"); }
    function chapters() { return Array.from(form().querySelectorAll(".kapitelliste > [data-kapitel]")); }
    function say(text) { form().querySelector("[data-ansage]").replaceChildren(document.createTextNode(text)); }
    function node(tag, text, props) {
        const made = Object.assign(document.createElement(tag), props || {});
        if (text) made.textContent = text;
        return made;
    }

    // ---- what the form says ----

    function known(title) {
        return Array.from(form().querySelectorAll("datalist option")).find(function (o) { return o.value === title.trim(); });
    }

    function chosen(field) { return Array.from(field.querySelectorAll(".gewaehlte > li")).map(function (li) { return li.dataset.wert; }); }

    function number(text) { return /^-?\d{1,9}$/.test(text.trim()) ? Number(text) : text; }

    /** What one field says; undefined where it says nothing and something else counts then. */
    function value(field) {
        const way = field.dataset.weise, control = field.querySelector("input, select, textarea");
        if (way === "flag") return control.checked;
        if (way === "indicators") {
            const left = control.value.trim(), all = chosen(field).concat(left ? [left] : []);
            return all.length || !("noetig" in field.dataset) ? all : undefined;
        }
        if (way === "themes") return Array.from(field.querySelectorAll("input:checked")).map(function (box) { return box.value; });
        if (way === "years") return Array.from(field.querySelectorAll("select")).map(function (s) { return s.value; }).filter(Boolean).map(number);
        if (way === "lines") return control.value.split("\n").map(function (line) { return line.trim(); }).filter(Boolean);
        const text = control.value;
        if (way === "number" || way === "year") return text.trim() ? number(text) : undefined;
        if (way === "indicator") { const found = known(text); return found ? found.dataset.id : text.trim() || undefined; }
        return text.trim() || !("noetig" in field.dataset) ? text : undefined;
    }

    function said(place) {
        const found = {};
        place.querySelectorAll("[data-feld]").forEach(function (field) {
            const here = value(field);
            if (here !== undefined) found[field.dataset.feld] = here;
        });
        return found;
    }

    own.template = function () {
        const head = said(form().querySelector("[data-kopf]"));
        delete head.name;
        head.chapters = chapters().map(function (panel) {
            const id = panel.dataset.id ? { id: panel.dataset.id } : {};
            return Object.assign({ kind: panel.dataset.kapitel }, id, said(panel));
        });
        return head;
    };

    own.name = function () { return form().querySelector("[data-kopf] [data-feld=name] input").value.trim(); };

    // ---- faults at their fields ----

    own.unfault = function () {
        form().querySelectorAll(".meldung").forEach(function (p) { p.textContent = ""; });
        form().querySelectorAll("[aria-invalid]").forEach(function (f) { f.removeAttribute("aria-invalid"); });
        form().querySelectorAll(".kapitel.fehlerhaft").forEach(function (li) { li.classList.remove("fehlerhaft"); });
    };

    /** Each sentence where it belongs; gives those that belong to no field, and the first field that has one. */
    own.fault = function (faults) {
        const rest = [];
        let first = null;
        own.unfault();
        faults.forEach(function (one) {
            const panel = one.chapter ? chapters()[one.chapter - 1] : form().querySelector("[data-kopf]");
            const field = panel && one.field ? panel.querySelector("[data-feld='" + CSS.escape(one.field) + "']") : null;
            const place = field ? field.querySelector(".meldung") : panel && panel.querySelector("[data-meldung]");
            if (!place) { rest.push(one.sentence); return; }
            place.textContent = (place.textContent + " " + one.sentence).trim();
            const control = (field || panel).querySelector("input, select, textarea");
            if (field && control) control.setAttribute("aria-invalid", "true");
            if (one.chapter) panel.classList.add("fehlerhaft");
            first = first || control;
        });
        return { rest: rest, first: first };
    };

    // ---- chapters ----

    function about(panel) {
        const title = panel.querySelector("[data-feld=title] input"), one = panel.querySelector("[data-feld=indicator] input");
        const several = panel.querySelector(".gewaehlte > li span");
        const words = (title && title.value.trim()) || (one && one.value.trim()) || (several && several.textContent) || "";
        return words === panel.dataset.art ? "" : words;
    }

    function name(panel) { const words = about(panel); return panel.dataset.art + (words ? " „" + words + "“" : ""); }

    /** Numbers and short words at every chapter; the first cannot go up, the last not down. */
    function number_all() {
        const all = chapters();
        all.forEach(function (panel, at) {
            panel.querySelector("[data-stelle]").textContent = (at + 1) + ".";
            panel.querySelector("[data-worum]").textContent = about(panel);
            [["hoch", "nach oben", at === 0], ["tief", "nach unten", at === all.length - 1], ["weg", "entfernen", false]].forEach(function (way) {
                const button = panel.querySelector("[data-kapitel-" + way[0] + "]");
                button.setAttribute("aria-label", (at + 1) + ". " + name(panel) + " " + way[1]);
                button.disabled = way[2];
            });
        });
    }

    function changed() {
        dirty = true;
        number_all();
        own.later();
    }

    function move(panel, up, button) {
        const other = up ? panel.previousElementSibling : panel.nextElementSibling;
        if (!other) return;
        if (up) other.before(panel); else other.after(panel);
        changed();
        const here = button.disabled ? panel.querySelector(up ? "[data-kapitel-tief]" : "[data-kapitel-hoch]") : button;
        here.focus();
        say(name(panel) + " ist jetzt Kapitel " + (chapters().indexOf(panel) + 1) + " von " + chapters().length + ".");
    }

    function remove(panel) {
        const at = chapters().indexOf(panel);
        removed = { panel: panel, at: at };
        panel.remove();
        changed();
        const next = chapters()[Math.min(at, chapters().length - 1)], back = node("button", "Zurückholen", { type: "button" });
        back.dataset.zurueck = "";
        say(name(panel) + " ist entfernt. ");
        form().querySelector("[data-ansage]").append(back);
        (next ? next.querySelector("summary") : document.getElementById("vorlagen-art")).focus();
    }

    function bring_back() {
        if (!removed) return;
        const after = chapters()[removed.at];
        if (after) after.before(removed.panel); else form().querySelector(".kapitelliste").append(removed.panel);
        say("");
        changed();
        removed.panel.querySelector("summary").focus();
        removed = null;
    }

    /** At the end, but before the sources that close a paper. */
    function add() {
        const kind = document.getElementById("vorlagen-art").value, empty = form().querySelector("template[data-leer='" + kind + "']");
        const made = node("div");
        added += 1;
        made.innerHTML = empty.innerHTML.replaceAll(form().dataset.nummer, "neu" + added);
        const panel = made.firstElementChild, last = chapters().pop();
        if (last && last.dataset.kapitel === "sources") last.before(panel);
        else form().querySelector(".kapitelliste").append(panel);
        panel.querySelector("details").open = true;
        changed();
        say(name(panel) + " ist Kapitel " + (chapters().indexOf(panel) + 1) + " von " + chapters().length + ".");
        panel.querySelector("input, select, textarea").focus();
    }

    // ---- indicators ----

    function item(option) {
        const li = node("li"), up = node("button", "↑", { type: "button" }), away = node("button", "×", { type: "button" });
        li.dataset.wert = option.dataset.id;
        up.dataset.wertHoch = away.dataset.wertWeg = "";
        up.setAttribute("aria-label", option.value + ": weiter nach vorn");
        away.setAttribute("aria-label", option.value + " herausnehmen");
        li.append(node("span", option.value), up, away);
        return li;
    }

    /** A title that was chosen or written out goes into the list. */
    function take(input) {
        const field = input.closest("[data-weise=indicators]"), found = field && known(input.value);
        if (!found) return;
        if (!chosen(field).includes(found.dataset.id)) field.querySelector(".gewaehlte").append(item(found));
        input.value = "";
        changed();
    }

    function in_list(button) {
        const li = button.closest("li"), field = li.closest("[data-feld]");
        if ("wertHoch" in button.dataset) { if (li.previousElementSibling) li.previousElementSibling.before(li); button.focus(); }
        else { const next = li.nextElementSibling || li.previousElementSibling; li.remove(); (next ? next.querySelector("[data-wert-weg]") : field.querySelector("input")).focus(); }
        changed();
    }

    // ---- saving ----

    own.send = function (path, body) {
        return fetch(path, {
            method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-Atlas": "1" }, body: JSON.stringify(body),
        }).then(function (response) {
            return response.json().catch(function () { return {}; }).then(function (told) { return response.ok ? told : Promise.reject(told); });
        }, function () { return Promise.reject({ sentences: ["Der Atlas antwortet nicht; prüfen Sie die Verbindung und versuchen Sie es noch einmal."] }); });
    };

    function refused(place, sentences) {
        const list = node("ul", null, { className: "hinweise fehlerliste" });
        sentences.forEach(function (s) { list.append(node("li", s)); });
        place.replaceChildren(list);
        place.focus();
    }

    function open_for(control) {
        const panel = control.closest("details");
        if (panel) panel.open = true;
        control.focus();
    }

    function save(button) {
        const place = form().querySelector("[data-ergebnis]"), from = form().dataset;
        button.disabled = true;
        place.replaceChildren(node("p", "Die Vorlage wird gespeichert …"));
        own.send("/vorlagen/speichern", { old: from.vorlage, seen: from.gesehen, name: own.name(), template: own.template() }).then(function (told) {
            dirty = false;
            location.assign("/vorlagen?gespeichert=" + encodeURIComponent(told.name));
        }, function (told) {
            const left = own.fault(told.faults || []), sentences = (told.sentences || []).concat(left.rest);
            refused(place, sentences.length ? sentences : [left.first ? "Es wurde nichts gespeichert; bessern Sie nach, was an den Feldern steht." : "Hier ist etwas schiefgegangen; laden Sie die Seite neu."]);
            if (left.first && !sentences.length) open_for(left.first);
            button.disabled = false;
        });
    }

    /** Asked back once, at the place. */
    function put_away(button) {
        const box = button.parentElement, before = Array.from(box.childNodes), words = button.textContent;
        const yes = node("button", "Ja, " + words.charAt(0).toLowerCase() + words.slice(1), { type: "button" }), no = node("button", "Behalten", { type: "button" });
        box.replaceChildren(node("span", "Wirklich? Die Datei bleibt im Ordner berichte/frueher."), yes, no);
        no.focus();
        no.addEventListener("click", function () { box.replaceChildren.apply(box, before); button.focus(); });
        yes.addEventListener("click", function () {
            own.send("/vorlagen/entfernen", { name: button.dataset.vorlageWeg, seen: button.dataset.gesehen }).then(function () { location.assign("/vorlagen?entfernt=1"); }, function (told) {
                box.setAttribute("role", "status");
                box.replaceChildren.apply(box, (told.sentences || []).map(function (s) { return node("p", s, { className: "meldung" }); }));
            });
        });
    }

    // ---- events ----

    document.addEventListener("click", function (event) {
        const link = event.target.closest("a[href]"), button = event.target.closest("button");
        if (link && dirty && form() && !event.ctrlKey && !event.metaKey && link.getAttribute("href")[0] !== "#" && !link.closest(".vorschaublatt")) {
            if (window.confirm(ASKED)) dirty = false;
            else { event.preventDefault(); event.stopImmediatePropagation(); }
            return;
        }
        if (!button) return;
        const panel = button.closest("[data-kapitel]"), d = button.dataset;
        if ("vorlageWeg" in d) put_away(button);
        else if ("kapitelHoch" in d) move(panel, true, button);
        else if ("kapitelTief" in d) move(panel, false, button);
        else if ("kapitelWeg" in d) remove(panel);
        else if ("kapitelNeu" in d) add();
        else if ("zurueck" in d) bring_back();
        else if ("wertHoch" in d || "wertWeg" in d) in_list(button);
    }, true);

    document.addEventListener("input", function (event) {
        if (!event.target.closest("form[data-vorlage]") || event.target.id === "vorlagen-art" || event.target.id === "vorlagen-gebiet") return;
        if (event.target.closest("[data-weise=indicators]")) { take(event.target); if (event.target.value) return; }
        changed();
    });

    document.addEventListener("keydown", function (event) { // Enter in a field is no wish to save
        const field = event.target.closest("form[data-vorlage] input:not([type=checkbox])");
        if (field && event.key === "Enter") { event.preventDefault(); take(field); }
    });

    document.addEventListener("submit", function (event) {
        if (!event.target.matches("form[data-vorlage]")) return;
        event.preventDefault();
        save(event.submitter || event.target.querySelector("[type=submit]"));
    });

    window.addEventListener("beforeunload", function (event) { if (dirty && form()) event.preventDefault(); });

    new MutationObserver(function () { // the form is drawn by React a moment after the page
        const from = form();
        if (!from || from.dataset.da) return;
        from.dataset.da = "1";
        dirty = false;
        number_all();
        own.later(0);
    }).observe(document.body, { childList: true, subtree: true });
})(window.atlas_vorlagen = window.atlas_vorlagen || {});
