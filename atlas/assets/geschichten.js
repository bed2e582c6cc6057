/* The page Geschichten: views of a story are named, moved, taken out and saved as one; stories are begun and removed, links copied.
   What stands still is atlas/components/stories.py; sending is merken.js, the routes are atlas/web/stories.py. */
(function (stories) {
    "use strict";
    const ASKED = "Ihre Änderungen sind noch nicht gespeichert. Trotzdem weitergehen?";
    let dirty = null; // the form that was changed

    function form() { return document.querySelector("form[data-geschichte]"); }
    function changed() { return dirty !== null && dirty === form(); }
    function place() { return document.getElementById("geschichte-ergebnis"); }
    function say(text) { place().replaceChildren(stories.node("p", text)); }
    function views() { return Array.from(form().querySelectorAll("[data-ansicht]")); }
    function titleOf(view) { return view.querySelector("[data-feld=title]").value; }

    function touch() {
        dirty = form();
        dirty.querySelector("[data-verwerfen-geschichte]").hidden = false;
    }

    /** The first cannot go up, the last not down. */
    function ends() {
        if (!form()) return;
        views().forEach(function (view, i, all) {
            view.querySelector("[data-hoch]").disabled = i === 0;
            view.querySelector("[data-runter]").disabled = i === all.length - 1;
        });
    }

    function move(view, by) {
        const other = by < 0 ? view.previousElementSibling : view.nextElementSibling;
        if (!other) return;
        if (by < 0) other.before(view); else other.after(view);
        touch();
        ends();
        const button = view.querySelector(by < 0 ? "[data-hoch]" : "[data-runter]");
        (button.disabled ? view.querySelector(by < 0 ? "[data-runter]" : "[data-hoch]") : button).focus();
        say("„" + titleOf(view) + "“ ist jetzt Ansicht " + (views().indexOf(view) + 1) + " von " + views().length + ".");
    }

    function drop(view) {
        const next = view.nextElementSibling || view.previousElementSibling, name = titleOf(view);
        view.remove();
        touch();
        ends();
        (next ? next.querySelector("[data-feld=title]") : document.getElementById("geschichte-titel")).focus();
        say("„" + name + "“ ist herausgenommen; das gilt, wenn Sie speichern.");
    }

    function save() {
        const by = document.getElementById("geschichte-name").value.trim() || stories.remembered(), button = form().querySelector("[type=submit]");
        const body = { title: document.getElementById("geschichte-titel").value, by: by, state: form().dataset.stand };
        body.views = views().map(function (view) {
            const said = { place: Number(view.dataset.ansicht) };
            view.querySelectorAll("[data-feld]").forEach(function (one) { said[one.dataset.feld] = one.value; });
            return said;
        });
        stories.remember(by);
        button.disabled = true;
        stories.post("speichern/" + form().dataset.geschichte, body).then(function (told) {
            dirty = null;
            location.assign("/geschichten?geschichte=" + told.name + "&gespeichert=1");
        }, function (told) {
            button.disabled = false;
            place().replaceChildren(stories.sentences(told));
            place().focus();
        });
    }

    function begin(made) {
        const field = made.querySelector("input"), said = made.querySelector("[role=status]");
        stories.post("neu", { new: field.value, by: stories.remembered() }).then(function (told) {
            location.assign("/geschichten?geschichte=" + told.name);
        }, function (told) { said.replaceChildren(stories.sentences(told)); field.focus(); });
    }

    /** Asked back once, at the place. */
    function remove(button) {
        const box = button.parentElement, before = Array.from(box.childNodes), node = stories.node;
        const yes = node("button", "Ja, entfernen", { type: "button" }), no = node("button", "Behalten", { type: "button" });
        box.replaceChildren(node("span", "Wirklich entfernen?"), yes, no);
        no.focus();
        no.addEventListener("click", function () { box.replaceChildren.apply(box, before); button.focus(); });
        yes.addEventListener("click", function () {
            stories.post("entfernen/" + button.dataset.geschichteWeg, { state: button.dataset.stand }).then(function () {
                dirty = null;
                location.assign("/geschichten?entfernt=1");
            }, function (told) { box.replaceChildren(stories.sentences(told)); });
        });
    }

    function copy(button) {
        const address = new URL(button.dataset.link, location.href).href, said = button.textContent;
        const done = function (text) { button.textContent = text; setTimeout(function () { button.textContent = said; }, 2000); };
        const other = function () { window.prompt("Der Link zum Kopieren:", address); }; // without https browsers know no other way
        if (navigator.clipboard) navigator.clipboard.writeText(address).then(function () { done("Kopiert"); }, other); else other();
    }

    document.addEventListener("click", function (event) {
        const link = event.target.closest("a[href]");
        if (link && changed() && !event.ctrlKey && !event.metaKey && link.getAttribute("href")[0] !== "#") {
            if (window.confirm(ASKED)) dirty = null;
            else { event.preventDefault(); event.stopImmediatePropagation(); }
            return;
        }
        const button = event.target.closest("button"), d = button && button.dataset, view = button && button.closest("[data-ansicht]");
        if (!d) return;
        if (d.link) copy(button);
        else if (d.geschichteWeg) remove(button);
        else if (d.verwerfenGeschichte !== undefined) { dirty = null; location.reload(); }
        else if (view && d.hoch !== undefined) move(view, -1);
        else if (view && d.runter !== undefined) move(view, 1);
        else if (view && d.ansichtWeg !== undefined) drop(view);
    }, true);

    document.addEventListener("input", function (event) { if (event.target.closest("form[data-geschichte]") && event.target.id !== "geschichte-name") touch(); });
    document.addEventListener("focusin", function () { // the form is drawn by React some time after the page
        const name = document.getElementById("geschichte-name");
        if (name && !name.value) name.value = stories.remembered();
        ends();
    });
    document.addEventListener("submit", function (event) {
        if (event.target.matches("form[data-geschichte]")) { event.preventDefault(); save(); }
        if (event.target.matches("form[data-neue-geschichte]")) { event.preventDefault(); begin(event.target); }
    });
    window.addEventListener("beforeunload", function (event) { if (changed()) event.preventDefault(); });
})(window.atlas_stories = window.atlas_stories || {});
