/* Lieferungen: a file goes up as a stream, its job is asked for how far it is, the preview is shown, accepted or left.
   Routes and answers: atlas/web/inbox.py, atlas/intake/job.py. */
(function (atlas) {
    "use strict";
    const ASK = 400, ROUTES = "/lieferungen/", OWN = { "X-Atlas": "1" }, DONE = "atlas-erledigt", MISSES = 25, STEADY = 3000;
    const READ = /^(Kodierung|Ausgelassen:|Zeichen:|Hinweis|\d+ Hinweis)/; // how a file was read; everything else is to be looked at

    function node(tag, text, props) {
        const made = Object.assign(document.createElement(tag), props || {});
        if (text !== undefined && text !== null) made.textContent = text;
        return made;
    }

    function german(number) { return number.toLocaleString("de-DE"); }
    function box() { return document.getElementById("aufgabe-ergebnis"); }
    function show() { const place = box(); if (place) place.replaceChildren.apply(place, arguments); }
    function sentences(list) { const made = node("ul", null, { className: "hinweise fehlerliste" }); list.forEach(function (s) { made.append(node("li", s)); }); return made; }
    function failed(told) { show(node("h3", "Das geht so nicht"), sentences((told && told.sentences) || ["Der Atlas antwortet nicht; prüfen Sie die Verbindung und versuchen Sie es noch einmal."])); }

    function progress(said, done, of) {
        const bar = node("progress", null, of ? { max: of, value: done } : {});
        bar.setAttribute("aria-label", said);
        show(node("p", said), bar);
    }

    function name() { const field = document.getElementById("aufgabe-name"); return field ? field.value.trim() : ""; }
    function remembered() { try { return localStorage.getItem("atlas-name") || ""; } catch { return ""; } }
    function remember() { try { localStorage.setItem("atlas-name", name()); } catch { /* forbidden: asked again next time */ } }

    function answer(response) {
        return response.json().catch(function () { return {}; }).then(function (told) { return response.ok ? told : Promise.reject(told); });
    }

    function post(path, query, body) {
        const asked = { method: "POST", headers: OWN, credentials: "same-origin" };
        if (body) Object.assign(asked, { body: JSON.stringify(body), headers: Object.assign({ "Content-Type": "application/json" }, OWN) });
        return fetch(ROUTES + path + "?" + new URLSearchParams(query), asked).then(answer);
    }

    /** Asks until the job has ended; gives its last state. A server that is just taking a new edition may not answer at once. */
    function wait(job, missed) {
        const lost = missed || 0;
        function again(tries) { return new Promise(function (later) { setTimeout(later, ASK); }).then(function () { return wait(job, tries); }); }
        return fetch(ROUTES + "auftrag/" + job, { credentials: "same-origin", cache: "no-store" }).then(answer).then(function (told) {
            if (told.state === "done") return told;
            if (told.state === "failed") return Promise.reject(told);
            progress(told.step ? told.step + " …" : "Die Datei wird gelesen …", told.done, told.of);
            return again(0);
        }, function (refused) { return refused instanceof TypeError && lost < MISSES ? again(lost + 1) : Promise.reject(refused); });
    }

    /** The browser tells how much of the file has gone up, which fetch does not. */
    function upload(file, query) {
        return new Promise(function (done, no) {
            const request = new XMLHttpRequest();
            request.open("PUT", ROUTES + "datei/" + encodeURIComponent(file.name) + "?" + new URLSearchParams(query));
            request.setRequestHeader("X-Atlas", "1");
            request.upload.onprogress = function (e) { progress("Die Datei wird übertragen …", e.loaded, e.total); };
            request.onerror = function () { no(null); };
            request.onload = function () {
                let told = {};
                try { told = JSON.parse(request.responseText); } catch { /* no words: `failed` has its own */ }
                if (request.status === 200) done(told); else no(told);
            };
            request.send(file);
        });
    }

    function table(caption, heads, rows) {
        const made = node("table", null, { className: "geaendert" }), head = node("tr"), body = node("tbody");
        made.append(node("caption", caption), node("thead"), body);
        made.querySelector("thead").append(head);
        heads.forEach(function (h) { head.append(node("th", h, { scope: "col" })); });
        rows.forEach(function (row) { const line = node("tr"); row.forEach(function (cell) { line.append(node("td", cell)); }); body.append(line); });
        return made;
    }

    /** Nobody's file: what was recognised and what is asked; the form stays, with what was answered, where an answer does not do. */
    function questions(job, told) {
        const parts = atlas.questions(told, function (said) {
            progress("Die Datei wird gelesen …", 0, 0);
            post("auftrag/" + job + "/antworten", { von: name() }, said).then(function (t) { return wait(t.job); }).then(function (state) { shown(job, state); }).catch(function (refused) {
                const place = parts[parts.length - 1].querySelector(".antwortfehler");
                place.replaceChildren(sentences((refused && refused.sentences) || ["Der Atlas antwortet nicht; versuchen Sie es noch einmal."]));
                show.apply(null, parts);
                place.scrollIntoView({ block: "center" });
            });
        });
        show.apply(null, parts);
        parts[0].focus();
    }

    function shown(job, state) { if (state.asked) questions(job, state.asked); else preview(job, state); }

    /** What a series is called, as the form names it. */
    function title(series) {
        const option = Array.from(document.querySelectorAll("#aufgabe-reihe option")).find(function (o) { return o.value === series; });
        return option ? option.textContent : series;
    }

    function preview(job, told) {
        const seen = told.preview, heading = node("h3", "Vorschau: " + seen.file, { tabIndex: -1 }), parts = [heading], counted = node("p", null, { className: "zaehlung" });
        const doubts = seen.said.filter(function (s) { return !READ.test(s); }), read = seen.said.filter(function (s) { return READ.test(s); });
        counted.append(node("strong", seen.counted), " gegen Stand " + seen.edition);
        parts.push(counted);
        if (doubts.length) parts.push(node("h4", "Vor dem Annehmen ansehen"), sentences(doubts));
        if (seen.largest.length) parts.push(changes(seen.largest));
        parts.push(node("p", "Gelesen als „" + title(seen.series) + "“: " + german(seen.rows) + " Zeilen, " + german(seen.values) + " Werte."), beside(told.raw, seen.first));
        if (read.length) {
            const fold = node("details", null, { className: "gelesen" }), list = node("ul");
            read.forEach(function (s) { list.append(node("li", s)); });
            fold.append(node("summary", "Wie die Datei gelesen wurde (" + (read.length === 1 ? "1 Hinweis" : read.length + " Hinweise") + ")"), list);
            parts.push(fold);
        }
        const row = node("p", null, { className: "knopfreihe entscheiden" });
        const yes = node("button", "Annehmen", { type: "button", className: "knopf voran" }), no = node("button", "Verwerfen", { type: "button" });
        yes.addEventListener("click", function () {
            progress("Die Datei wird angenommen …", 0, 0);
            post("auftrag/" + job + "/annehmen", { von: name() }).then(function (t) { return wait(t.job); }).then(function (t) {
                return renewed(seen.file + " ist angenommen: Es gilt Stand " + t.edition + ".", t.edition, seen.series);
            }).catch(failed);
        });
        no.addEventListener("click", function () { show(node("p", "Verworfen; es wurde nichts geändert.")); });
        row.append(yes, no);
        show.apply(null, parts.concat([row]));
        heading.focus();
    }

    function changes(rows) {
        const made = table("Die größten Änderungen", ["Wert", "bisher", "neu"], rows), frame = node("div", null, { className: "rolltafel", tabIndex: 0 });
        frame.setAttribute("role", "region");
        frame.setAttribute("aria-label", "Die größten Änderungen");
        frame.append(made);
        return frame;
    }

    /** The first rows as they stand in the file, and what the atlas makes of them. */
    function beside(rows, first) {
        const made = node("div", null, { className: "nebeneinander" }), left = node("div"), right = node("div"), list = node("ul");
        const raw = node("pre", rows.map(function (row) { return row.join(" | "); }).join("\n"), { tabIndex: 0 });
        raw.setAttribute("aria-label", "Die ersten Zeilen der Datei");
        raw.setAttribute("role", "region");
        first.forEach(function (s) { list.append(node("li", s)); });
        left.append(node("h4", "So steht es in der Datei"), raw);
        right.append(node("h4", "So versteht es der Atlas"), list);
        made.append(left, right);
        return made;
    }

    /** A new worker answers beside the old one for a while (atlas/web/server.py): once only the new edition is told for
        STEADY, no page comes from the old one. Then the page is loaded anew and says what was done. */
    function renewed(said, edition, series) {
        try { sessionStorage.setItem(DONE, JSON.stringify([said, series || ""])); } catch { /* forbidden: the table says it */ }
        progress(said + " Die Seiten werden erneuert …", 0, 0);
        return new Promise(function (done) {
            const until = Date.now() + 60000;
            let since = 0;
            (function look() {
                fetch(ROUTES + "stand", { cache: "no-store" }).then(answer).then(function (told) { return told.edition >= edition; }, function () { return false; }).then(function (there) {
                    since = there ? since || Date.now() : 0;
                    if ((since && Date.now() - since >= STEADY) || Date.now() > until) { done(); location.assign("/lieferungen"); } else setTimeout(look, ASK);
                });
            })();
        });
    }

    /** What was done before the page was loaded anew, and where one sees it. */
    function done() {
        let told = null;
        try { told = JSON.parse(sessionStorage.getItem(DONE)); sessionStorage.removeItem(DONE); } catch { /* nothing is known */ }
        if (!told) return;
        const made = node("div", null, { className: "erledigt" }), ways = node("p");
        ways.append(node("a", "Auf der Karte ansehen", { href: "/erkunden" }));
        if (told[1]) ways.append(node("a", "Offene Befunde", { href: "/pruefung?stand=offen&lieferung=" + encodeURIComponent(told[1]) }));
        made.append(node("p", told[0]), ways);
        show(made);
    }

    function named() { // the file that was chosen or dropped
        const file = document.getElementById("aufgabe-datei").files[0], place = document.querySelector("[data-dateiname]");
        if (file) place.textContent = file.name + " (" + german(Math.max(1, Math.round(file.size / 1000))) + " kB)";
    }
    document.addEventListener("change", function (event) { if (event.target.id === "aufgabe-datei") named(); });

    document.addEventListener("submit", function (event) {
        if (!event.target.matches("form[data-aufgabe]")) return;
        event.preventDefault();
        const file = document.getElementById("aufgabe-datei").files[0];
        if (!file) return;
        remember();
        const query = { reihe: document.getElementById("aufgabe-reihe").value, von: name(), ersetzt: document.getElementById("aufgabe-ersetzt").checked ? "1" : "" };
        progress("Die Datei wird übertragen …", 0, file.size);
        upload(file, query).then(function (told) {
            return wait(told.job).then(function (state) { shown(told.job, state); });
        }).catch(failed);
    });

    document.addEventListener("click", function (event) {
        const button = event.target.closest("button[data-zurueckziehen]");
        if (!button) return;
        const cell = button.parentElement, form = node("form", null, { className: "grund" }), leave = node("button", "Abbrechen", { type: "button" });
        const field = node("input", null, { type: "text", className: "textfeld", maxLength: 300, required: true, placeholder: "Grund, z. B. falsches Jahr" });
        field.setAttribute("aria-label", "Grund");
        form.append(field, node("button", "Zurückziehen", { type: "submit" }), leave);
        cell.replaceChildren(form);
        field.focus();
        leave.addEventListener("click", function () { cell.replaceChildren(button); button.focus(); });
        form.addEventListener("submit", function (sent) {
            sent.preventDefault();
            if (!field.value.trim()) { field.focus(); return; }
            progress("Die Datei wird zurückgezogen …", 0, 0);
            box().scrollIntoView({ block: "center" });
            post("zurueckziehen/" + button.dataset.zurueckziehen, { grund: field.value, von: name() || remembered() }).then(function (t) { return wait(t.job); }).then(function (t) {
                return renewed("Die Datei ist zurückgezogen, die früheren Werte gelten wieder: Stand " + t.edition + ".", t.edition);
            }).catch(failed);
        });
    });

    ["dragover", "dragleave", "drop"].forEach(function (kind) { // a file may be dropped on the form
        document.addEventListener(kind, function (event) {
            const form = event.target.closest && event.target.closest("form[data-aufgabe]");
            if (!form || !event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return;
            event.preventDefault();
            form.classList.toggle("zieht", kind === "dragover");
            if (kind !== "drop" || !event.dataTransfer.files.length) return;
            const field = document.getElementById("aufgabe-datei");
            field.files = event.dataTransfer.files;
            named();
            const who = document.getElementById("aufgabe-name");
            if (who.value.trim()) form.requestSubmit(); else who.focus();
        });
    });

    document.addEventListener("focusin", function (event) { // a name is given once
        if (event.target.id === "aufgabe-name" && !event.target.value) event.target.value = remembered();
    });
    new MutationObserver(function () {
        const field = document.getElementById("aufgabe-name");
        if (field && !field.dataset.bekannt) { field.dataset.bekannt = "1"; if (!field.value) field.value = remembered(); done(); }
    }).observe(document.documentElement, { childList: true, subtree: true });
})(window.atlas_deliveries = window.atlas_deliveries || {});
