/* Prüfung and Datenstand: what people say of a finding or a delivery goes to its route and is shown at once.
   Routes: atlas/web/answering.py; the forms: atlas/components/findings.py. */
(function () {
    "use strict";
    const NAME = "atlas-name"; // the same as on Lieferungen: a name is given once
    function remembered() { try { return localStorage.getItem(NAME) || ""; } catch { return ""; } }
    function remember(name) { try { localStorage.setItem(NAME, name); } catch { /* forbidden: asked again next time */ } }

    document.addEventListener("toggle", function (event) {
        if (!event.target.matches || !event.target.matches("details.sagen") || !event.target.open) return;
        const name = event.target.querySelector("[name=von]");
        if (!name.value) name.value = remembered();
        event.target.querySelector("[name=text]").focus();
    }, true);

    document.addEventListener("submit", function (event) {
        const form = event.target;
        if (!form.matches("form[data-sagt]")) return;
        event.preventDefault();
        const said = new URLSearchParams(new FormData(form)), status = form.querySelector("[role=status]");
        remember(said.get("von"));
        status.textContent = "Wird gespeichert …";
        fetch(form.dataset.sagt, { method: "POST", headers: { "X-Atlas": "1" }, body: said, credentials: "same-origin" }).then(function (response) {
            return response.json().then(function (told) { return response.ok ? told : Promise.reject(told); });
        }).then(function (told) {
            const place = form.closest("li, td"), shown = place.querySelector("[data-gesagt]"), fold = form.closest("details");
            shown.textContent = told.said;
            shown.parentElement.hidden = false;
            place.querySelectorAll("[data-seither]").forEach(function (old) { old.remove(); });
            status.textContent = "Gespeichert.";
            form.reset();
            fold.open = false;
            fold.querySelector("summary").focus();
        }).catch(function (told) {
            const sentences = told && told.sentences;
            status.textContent = sentences ? sentences.join(" ") : "Der Atlas antwortet nicht; versuchen Sie es noch einmal.";
        });
    });
})();
