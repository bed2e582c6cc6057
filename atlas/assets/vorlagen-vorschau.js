/* Vorlagen: the paper beside the form, made anew after a pause in typing; with faults the last good one stays.
   The route is atlas/web/templates.py. */
(function (own) {
    "use strict";
    const PAUSE = 700; // ms after the last key
    let waiting = 0, asked = 0, places = [], target = null;

    function form() { return document.querySelector("form[data-vorlage]"); }
    function sheet() { return form().querySelector(".vorschaublatt"); }
    function said(text, stale) {
        const place = form().querySelector("[data-vorschau-stand]");
        place.textContent = text;
        place.classList.toggle("meldung", Boolean(stale));
    }

    /** The chapter that is worked on, where the paper has it. */
    function to_target() {
        const place = sheet(), at = target ? Array.from(target.parentElement ? target.parentElement.children : []).indexOf(target) : -1;
        const part = at >= 0 && places[at] ? place.querySelectorAll(".papier > div > section")[places[at] - 1] : null;
        if (!part) return;
        place.scrollTop += part.getBoundingClientRect().top - place.getBoundingClientRect().top - 16;
        target = null;
    }

    /** The paper stays where it was scrolled to, or shows the chapter that was opened since. */
    function show(told) {
        const place = sheet(), at = place.scrollTop;
        place.innerHTML = told.html;
        place.scrollTop = at;
        places = told.places;
        to_target();
        place.dataset.gut = "1";
        said(told.title, false);
    }

    function wrong(told) {
        const left = own.fault(told.faults || []), sentences = (told.sentences || []).concat(left.rest);
        const words = sentences.length ? sentences.join(" ") : left.first ? "An einzelnen Feldern fehlt noch etwas." : "Die Vorschau ist gerade nicht zu haben.";
        said(words + (sheet().dataset.gut ? " Zu sehen ist der letzte fehlerfreie Stand." : ""), true);
    }

    function look() {
        const mine = asked += 1, from = form();
        if (!from) return;
        const template = own.template(), area = document.getElementById("vorlagen-gebiet");
        area.disabled = template.subject === "town"; // no question for papers on the whole town
        sheet().setAttribute("aria-busy", "true");
        own.send("/vorlagen/vorschau", { name: own.name() || from.dataset.vorlage, template: template, area: area.value }).then(function (told) {
            if (mine !== asked || from !== form()) return;
            if (!told.html) { wrong(told); return; }
            own.unfault();
            show(told);
        }, function (told) { if (mine === asked && from === form()) wrong(told); }).then(function () {
            if (mine === asked && from === form()) sheet().removeAttribute("aria-busy");
        });
    }

    own.later = function (pause) {
        clearTimeout(waiting);
        waiting = setTimeout(look, pause === undefined ? PAUSE : pause);
    };

    document.addEventListener("focusin", function (event) {
        const panel = event.target.closest("form[data-vorlage] [data-kapitel]");
        if (!panel || panel === own.worked) return;
        own.worked = target = panel;
        if (event.target.closest(".kapitelfelder, summary")) to_target();
    });

    document.addEventListener("change", function (event) { if (event.target.id === "vorlagen-gebiet") own.later(0); });

    document.addEventListener("click", function (event) { // ways inside the paper lead within its sheet
        const link = event.target.closest(".vorschaublatt a[href]");
        if (!link) return;
        event.preventDefault();
        const to = link.hash && sheet().querySelector(link.hash);
        if (to) to.scrollIntoView();
    });
})(window.atlas_vorlagen = window.atlas_vorlagen || {});
