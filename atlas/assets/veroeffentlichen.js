/* Veröffentlichen: the list of indicators with its search, and three forms whose jobs are followed to their end.
   What stands still is atlas/components/publishing.py; the routes are atlas/web/publishing.py. */
(function () {
    "use strict";
    const PAGE = "/veroeffentlichen", NAME = "atlas-name", FORMS = "form[data-pruefen], form[data-freigeben], form[data-zuruecknehmen]";

    function el(id) { return document.getElementById("veroeffentlichen-" + id); }
    function form() { return document.querySelector("form[data-pruefen]"); }
    function boxes(within, name) { return Array.from(within.querySelectorAll('input[name="' + (name || "indikator") + '"]')); }
    function chosen(within, name) { return boxes(within, name).filter(function (b) { return b.checked; }); }
    function remembered() { try { return localStorage.getItem(NAME) || ""; } catch { return ""; } }
    function remember(name) { try { localStorage.setItem(NAME, name); } catch { /* forbidden: asked again next time */ } }

    function node(tag, text, props) {
        const made = Object.assign(document.createElement(tag), props || {});
        if (text) made.textContent = text;
        return made;
    }

    // ---- the list ----

    function count() {
        const all = form(), every = boxes(all).length, now = chosen(all).length;
        el("zahl").textContent = now + " von " + every + " Indikatoren gewählt";
        all.querySelectorAll(".themenliste details").forEach(function (theme) {
            theme.querySelector("[data-zahl]").textContent = chosen(theme).length + " von " + boxes(theme).length;
        });
    }

    function search(text) {
        const words = window.atlas_native.folded(text).split(/\s+/).filter(Boolean);
        form().querySelectorAll(".themenliste details").forEach(function (theme) {
            const lines = Array.from(theme.querySelectorAll("label[data-suche]"));
            lines.forEach(function (line) { line.hidden = !words.every(function (w) { return line.dataset.suche.includes(w); }); });
            theme.hidden = lines.every(function (line) { return line.hidden; });
            theme.open = words.length > 0 && !theme.hidden;
        });
    }

    // ---- jobs ----

    function progress(place, said, state) {
        const bar = node("progress", null, state && state.of ? { max: state.of, value: state.done } : {});
        bar.setAttribute("aria-label", said);
        place.replaceChildren(node("p", said + " …"), bar);
    }

    function refused(place, told) {
        const list = node("ul", null, { className: "hinweise fehlerliste" });
        ((told && told.sentences) || ["Hier ist etwas schiefgegangen; laden Sie die Seite neu."]).forEach(function (s) { list.append(node("li", s)); });
        place.replaceChildren(node("h3", "Das geht so nicht"), list);
        place.focus();
    }

    /** Sends a form, shows how far its job is, and goes where its end is shown. */
    function run(from, path, body, said, to) {
        const place = from.querySelector("[role=status][tabindex]"), button = from.querySelector("[type=submit]");
        button.disabled = true;
        progress(place, said);
        place.scrollIntoView({ block: "nearest" });
        let job = "";
        window.atlas_jobs.send(PAGE + path, body).then(function (name) {
            job = name;
            return window.atlas_jobs.follow(name, function (state) { progress(place, state.step || said, state); });
        }).then(function (state) { location.assign(PAGE + to(state, job)); }, function (told) { refused(place, told); button.disabled = false; });
    }

    function look(from) {
        const first = Number(el("von").value), last = Number(el("bis").value), years = [], all = el("von").options;
        for (let y = Math.min(first, last); y <= Math.max(first, last); y += 1) years.push(y);
        const whole = years[0] === Number(all[0].value) && years[years.length - 1] === Number(all[all.length - 1].value);
        const there = Array.from(all).map(function (o) { return Number(o.value); });
        const value = function (box) { return box.value; };
        run(from, "/pruefen", {
            indicators: chosen(from).map(value), levels: chosen(from, "ebene").map(value),
            years: whole ? [] : years.filter(function (y) { return there.includes(y); }),
        }, "Die Veröffentlichung wird geprüft", function (_, job) { return "?pruefung=" + job + "#ergebnis"; });
    }

    function release(from) {
        const by = el("name").value.trim();
        remember(by);
        run(from, "/freigeben/" + from.dataset.freigeben, { by: by, since: el("ab").value }, "Die Veröffentlichung wird noch einmal geprüft und freigegeben",
            function (state) { return "?freigegeben=" + state.number; });
    }

    function back(from) {
        const by = from.elements.by.value.trim();
        remember(by);
        run(from, "/zuruecknehmen/" + from.dataset.zuruecknehmen, { by: by, reason: from.elements.reason.value.trim() }, "Die Veröffentlichung wird zurückgenommen",
            function (state) { return "?zurueckgenommen=" + state.number; });
    }

    // ---- events ----

    document.addEventListener("submit", function (event) {
        const from = event.target;
        if (!from.matches(FORMS)) return;
        event.preventDefault();
        if (from.dataset.freigeben) release(from);
        else if (from.dataset.zuruecknehmen) back(from);
        else look(from);
    });

    document.addEventListener("click", function (event) {
        const button = event.target.closest("button[data-waehle]");
        if (!button) return;
        boxes(form()).forEach(function (box) {
            box.checked = button.dataset.waehle === "alle" || (button.dataset.waehle === "oeffentlich" && box.classList.contains("oeffentlich"));
        });
        count();
    });

    document.addEventListener("change", function (event) { if (event.target.matches("form[data-pruefen] input[name=indikator]")) count(); });
    document.addEventListener("input", function (event) { if (event.target.id === "veroeffentlichen-suche") search(event.target.value); });
    document.addEventListener("keydown", function (event) { // Enter in the search sends no form
        if (event.key === "Enter" && event.target.id === "veroeffentlichen-suche") event.preventDefault();
    });
    document.addEventListener("focusin", function (event) {
        const named = event.target.closest("form[data-freigeben], form[data-zuruecknehmen]");
        const field = named && (named.elements.by || el("name"));
        if (field && !field.value) field.value = remembered();
    });

    new MutationObserver(function () { // the form is drawn by React a moment after the page
        const all = form();
        if (!all || all.dataset.da) return;
        all.dataset.da = "1";
        count();
    }).observe(document.body, { childList: true, subtree: true });
})();
