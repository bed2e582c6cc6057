/* Berichte: the form whose buttons look at a paper or make it, batches followed to their end, the same again on newer
   numbers. What stands still is atlas/components/reports.py; the routes are atlas/web/reports.py. */
(function () {
    "use strict";
    const NAME = "atlas-name";

    function form() { return document.querySelector("form[data-bericht]"); }
    function node(tag, text, props) {
        const made = Object.assign(document.createElement(tag), props || {});
        if (text) made.textContent = text;
        return made;
    }
    function remembered() { try { return localStorage.getItem(NAME) || ""; } catch { return ""; } }
    function remember(name) { try { localStorage.setItem(NAME, name); } catch { /* forbidden: asked again next time */ } }

    function refused(place, told) {
        const list = node("ul", null, { className: "hinweise fehlerliste" });
        ((told && told.sentences) || ["Hier ist etwas schiefgegangen; laden Sie die Seite neu."]).forEach(function (s) { list.append(node("li", s)); });
        place.replaceChildren(node("h3", "Das geht so nicht"), list);
        place.focus();
    }

    // ---- one paper ----

    function address(from) {
        const asked = new URLSearchParams();
        ["gebiet", "jahr", "status", "format"].forEach(function (name) {
            const field = from.elements[name];
            if (field && field.value && !(name === "gebiet" && town(from))) asked.set(name, field.value);
        });
        return "/bericht/" + from.elements.vorlage.value + "?" + asked.toString();
    }

    function town(from) {
        const box = from.querySelector("input[name=vorlage]:checked");
        return Boolean(box) && box.closest("label").dataset.gegenstand === "town";
    }

    function look(from) {
        const there = new URL(address(from), location.origin);
        there.searchParams.set("format", "html");
        window.open(there.pathname + there.search, "_blank", "noopener");
    }

    // ---- batches ----

    function progress(place, job, state) {
        const said = state && state.step ? state.step + " (" + (state.done + 1) + " von " + state.of + ")" : "Die Berichte werden erstellt";
        const bar = node("progress", null, state && state.of ? { max: state.of, value: state.done } : {});
        bar.setAttribute("aria-label", said);
        const stop = node("button", "Abbrechen", { type: "button" });
        stop.addEventListener("click", function () {
            stop.disabled = true;
            window.atlas_jobs.send("/berichte/stapel/" + job + "/abbrechen");
        });
        place.replaceChildren(node("p", said + " …"), bar, stop);
    }

    function done(place, job, state) {
        const way = node("a", "ZIP mit " + state.made + (state.made === 1 ? " Bericht" : " Berichten") + " herunterladen", { href: "/berichte/stapel/" + job + "/datei", className: "knopf voran" });
        place.replaceChildren(node("p"));
        place.firstChild.append(way);
        if (state.failed.length) {
            const list = node("ul", null, { className: "hinweise fehlerliste" });
            state.failed.forEach(function (one) { list.append(node("li", one.name + ": " + one.sentence)); });
            place.append(node("h3", state.failed.length + " wurden nicht erstellt"), list);
        }
        place.focus();
    }

    /** Keeps what is made; one paper is fetched at once, a batch followed to its end. */
    function make(asked, place, button) {
        button.disabled = true;
        place.replaceChildren(node("p", "Der Bericht wird erstellt …"));
        const free = function () { button.disabled = false; };
        fetch("/berichte/erstellen", {
            method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-Atlas": "1" }, body: JSON.stringify(asked),
        }).then(function (response) {
            return response.json().then(function (told) { return response.ok ? told : Promise.reject(told); });
        }).then(function (told) {
            if (told.address) {
                location.assign(told.address);
                place.replaceChildren(node("p", "Der Bericht wird heruntergeladen; im Verzeichnis steht er, wenn Sie die Seite neu laden."));
                return null;
            }
            progress(place, told.job);
            return window.atlas_jobs.follow(told.job, function (state) { progress(place, told.job, state); }).then(function (state) { done(place, told.job, state); });
        }).catch(function (told) { refused(place, told); }).then(free);
    }

    // ---- events ----

    document.addEventListener("submit", function (event) {
        const from = event.target;
        if (!from.matches("form[data-bericht]")) return;
        event.preventDefault();
        const button = event.submitter, place = from.querySelector("[role=status][tabindex]");
        const many = from.elements.gebiet.value && !from.elements.gebiet.value.includes(":") && !town(from);
        if (button && button.value === "ansehen") {
            if (many) { refused(place, { sentences: ["Ansehen lässt sich ein Gebiet auf einmal; wählen Sie eines."] }); return; }
            look(from);
        } else if (button && button.value === "texte") {
            if (many) { refused(place, { sentences: ["Texte gehören zu einem Gebiet; wählen Sie eines."] }); return; }
            const asked = new URLSearchParams({ bearbeiten: from.elements.vorlage.value });
            if (from.elements.gebiet.value && !town(from)) asked.set("gebiet", from.elements.gebiet.value);
            location.assign("/berichte?" + asked.toString());
        } else if (from.dataset.bericht === "lesen") {
            location.assign(address(from));
        } else {
            const by = from.elements.by.value.trim();
            remember(by);
            make({
                template: from.elements.vorlage.value, area: town(from) ? "" : from.elements.gebiet.value, format: from.elements.format.value,
                status: from.elements.status.value, year: from.elements.jahr.value, by: by,
            }, place, button);
        }
    });

    document.addEventListener("click", function (event) {
        const again = event.target.closest("button[data-neu-template]");
        if (!again) return;
        const of = again.dataset;
        make({
            template: of.neuTemplate, area: of.neuArea || "", format: of.neuFormat, status: of.neuStatus || "", year: "", by: remembered(),
        }, again.closest("li").querySelector("[role=status]"), again);
    });

    document.addEventListener("change", function (event) { if (event.target.matches("form[data-bericht] input[name=vorlage]")) suit(); });

    /** The area is no question for papers on the whole town. */
    function suit() { form().elements.gebiet.disabled = town(form()); }

    new MutationObserver(function () { // the form is drawn by React a moment after the page
        const from = form();
        if (!from || from.dataset.da) return;
        from.dataset.da = "1";
        if (from.elements.by) from.elements.by.value = remembered();
        suit();
    }).observe(document.body, { childList: true, subtree: true });
})();
