/* Lieferungen: a file goes up as a stream, its job is asked for how far it is, the preview is shown, accepted or left.
   Routes and answers: atlas/web/inbox.py, atlas/intake/job.py. */
(function (atlas) {
    "use strict";
    const ASK = 400, ROUTES = "/lieferungen/", OWN = { "X-Atlas": "1" };

    function node(tag, text, props) {
        const made = Object.assign(document.createElement(tag), props || {});
        if (text !== undefined && text !== null) made.textContent = text;
        return made;
    }

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

    /** Asks until the job has ended; gives its last state. */
    function wait(job) {
        return fetch(ROUTES + "auftrag/" + job, { credentials: "same-origin", cache: "no-store" }).then(answer).then(function (told) {
            if (told.state === "done") return told;
            if (told.state === "failed") return Promise.reject(told);
            progress(told.step ? told.step + " …" : "Die Datei wird gelesen …", told.done, told.of);
            return new Promise(function (later) { setTimeout(later, ASK); }).then(function () { return wait(job); });
        });
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
        const made = node("table", null, { className: "zahlen liste" }), head = node("tr"), body = node("tbody");
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

    function preview(job, told) {
        const seen = told.preview, parts = [node("h3", "Vorschau: " + seen.file)];
        parts.push(node("p", "Gelesen als „" + seen.series + "“: " + seen.rows + " Zeilen, " + seen.values + " Werte. Gegen Stand " + seen.edition + ": " + seen.counted + "."));
        const beside = node("div", null, { className: "nebeneinander" }), raw = node("pre", told.raw.map(function (row) { return row.join(" | "); }).join("\n"), { tabIndex: 0 });
        raw.setAttribute("aria-label", "Die ersten Zeilen der Datei");
        const left = node("div"), right = node("div");
        left.append(node("h4", "So steht es in der Datei"), raw);
        const list = node("ul");
        seen.first.forEach(function (s) { list.append(node("li", s)); });
        right.append(node("h4", "So versteht es der Atlas"), list);
        beside.append(left, right);
        parts.push(beside);
        if (seen.largest.length) parts.push(table("Die größten Änderungen", ["Wert", "bisher", "neu"], seen.largest));
        if (seen.said.length) parts.push(sentences(seen.said));
        const row = node("p", null, { className: "knopfreihe" });
        const yes = node("button", "Annehmen", { type: "button", className: "knopf voran" }), no = node("button", "Verwerfen", { type: "button" });
        yes.addEventListener("click", function () {
            progress("Die Datei wird angenommen …", 0, 0);
            post("auftrag/" + job + "/annehmen", { von: name() }).then(function (t) { return wait(t.job); }).then(function (t) {
                return renewed("Angenommen als Nummer " + t.number + ": neuer Stand " + t.edition + ".", t.edition);
            }).catch(failed);
        });
        no.addEventListener("click", function () { show(node("p", "Verworfen; es wurde nichts geändert.")); });
        row.append(yes, no);
        show.apply(null, parts.concat([row]));
        yes.focus();
    }

    /** The workers take the new edition one after the other; then the page is loaded anew. */
    function renewed(said, edition) {
        progress(said + " Die Seiten werden erneuert …", 0, 0);
        return new Promise(function (done) {
            const until = Date.now() + 60000;
            (function look() {
                fetch(ROUTES + "stand", { cache: "no-store" }).then(answer).then(function (told) { return told.edition >= edition; }, function () { return false; }).then(function (there) {
                    if (there || Date.now() > until) { done(); location.assign("/lieferungen"); } else setTimeout(look, ASK);
                });
            })();
        });
    }

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
        const cell = button.parentElement, field = node("input", null, { type: "text", className: "textfeld", maxLength: 300 });
        const go = node("button", "Zurückziehen", { type: "button" });
        field.setAttribute("aria-label", "Grund");
        field.placeholder = "Grund, z. B. falsches Jahr";
        cell.replaceChildren(field, go);
        field.focus();
        go.addEventListener("click", function () {
            if (!field.value.trim()) { field.focus(); return; }
            progress("Die Datei wird zurückgezogen …", 0, 0);
            post("zurueckziehen/" + button.dataset.zurueckziehen, { grund: field.value, von: name() || remembered() }).then(function (t) { return wait(t.job); }).then(function (t) {
                return renewed("Zurückgezogen: neuer Stand " + t.edition + ".", t.edition);
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
            const who = document.getElementById("aufgabe-name");
            if (who.value.trim()) form.requestSubmit(); else who.focus();
        });
    });

    document.addEventListener("focusin", function (event) { // a name is given once
        if (event.target.id === "aufgabe-name" && !event.target.value) event.target.value = remembered();
    });
    new MutationObserver(function () {
        const field = document.getElementById("aufgabe-name");
        if (field && !field.dataset.bekannt) { field.dataset.bekannt = "1"; if (!field.value) field.value = remembered(); }
    }).observe(document.documentElement, { childList: true, subtree: true });
})(window.atlas_deliveries = window.atlas_deliveries || {});
