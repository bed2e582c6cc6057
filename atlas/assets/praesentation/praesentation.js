/* A story full screen (atlas/stories/presentation.py): slides by keys, presenter remote, buttons and swipes; the map can be asked.
   Everything is in the page already: nothing is fetched. The speaker's window is sprecher.js. */
(function (show) {
    "use strict";
    const root = document.documentElement, REST = 2600, FAR = 50; // ms until the controls go; px of a swipe
    const slides = Array.from(document.querySelectorAll(".folie"));
    const black = el("schwarz"), answer = el("antwort"), told = el("ansage");
    let at = 0, rest = 0, asked = null, touch = null;
    const rings = {}; // name -> the outline that is drawn over all areas: of the asked one, of the one with the focus

    function el(id) { return document.getElementById(id); }
    function say(text) { told.textContent = text; }
    function titleOf(slide) { return slide.getAttribute("aria-label"); }

    // --- slides ----------------------------------------------------------------------------------------------

    function go(to) {
        const next = Math.min(Math.max(to, 0), slides.length - 1);
        lighten();
        if (next === at && slides[at].classList.contains("jetzt")) return;
        close();
        slides[at].classList.remove("jetzt");
        at = next;
        slides[at].classList.add("jetzt");
        slides[at].scrollTop = 0;
        el("stelle").textContent = (at + 1) + " / " + slides.length;
        say(titleOf(slides[at]));
        history.replaceState(null, "", "#" + (at + 1));
        show.changed();
    }

    /** A black screen is left by whatever one presses next, on the same slide. */
    function step(by) { if (!black.hidden) { lighten(); show.changed(); } else go(at + by); }

    function darken() {
        black.hidden = !black.hidden;
        say(black.hidden ? titleOf(slides[at]) : "Schwarzer Bildschirm; jede Taste zeigt die Folie wieder.");
        show.changed();
    }

    function lighten() { black.hidden = true; }

    function full() {
        if (document.fullscreenElement) document.exitFullscreen();
        else if (root.requestFullscreen) root.requestFullscreen().catch(function () { note("Dieser Browser zeigt kein Vollbild."); });
        else note("Dieser Browser zeigt kein Vollbild.");
    }

    // --- asking the map --------------------------------------------------------------------------------------

    function line(text, name) {
        const p = answer.ownerDocument.createElement("p");
        p.className = name;
        p.textContent = text;
        return p;
    }

    /** An outline over its neighbours; areas are drawn one after the other, so a stroke of its own would be half hidden. */
    function ring(name, area) {
        if (rings[name]) rings[name].remove();
        rings[name] = null;
        if (!area) return;
        const made = rings[name] = document.createElementNS("http://www.w3.org/2000/svg", "path");
        made.setAttribute("d", area.getAttribute("d"));
        made.setAttribute("class", "ring " + name);
        area.closest("svg > g").firstElementChild.append(made);
    }

    function close() {
        asked = null;
        ring("gefragt", null);
        answer.hidden = true;
        answer.classList.remove("links");
        answer.replaceChildren();
    }

    /** A word to whoever presents. */
    function note(text) {
        close();
        answer.append(line(text, "zahl"));
        answer.hidden = false;
    }

    function ask(area) {
        const again = area === asked;
        close();
        if (again) return;
        asked = area;
        ring("gefragt", area);
        const said = area.dataset, word = !/\d/.test(said.wert);
        answer.append(line(said.name, "name"), line(said.wert, word ? "wert wort" : "wert"));
        if (said.zahl) answer.append(line(said.zahl, "zahl"));
        const place = area.getBoundingClientRect(); // never over the area that it speaks of
        answer.classList.toggle("links", place.right > 0.55 * window.innerWidth && place.bottom > 0.6 * window.innerHeight);
        answer.hidden = false;
    }

    // --- keys, pointer, swipe --------------------------------------------------------------------------------

    const DO = {
        zurueck: function () { step(-1); }, weiter: function () { step(1); }, schwarz: darken, vollbild: full, sprecher: function () { show.desk(); },
        anfang: function () { go(0); }, ende: function () { go(slides.length - 1); },
    };
    const KEYS = {
        PageDown: "weiter", Enter: "weiter", ArrowRight: "weiter", ArrowDown: "weiter", " ": "weiter", PageUp: "zurueck", ArrowLeft: "zurueck", ArrowUp: "zurueck", Backspace: "zurueck",
        Home: "anfang", End: "ende", b: "schwarz", B: "schwarz", ".": "schwarz", f: "vollbild", F: "vollbild", s: "sprecher", S: "sprecher", n: "sprecher", N: "sprecher",
    };

    function key(event) {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        const on = event.target.closest ? event.target.closest(".gebiet, button, a") : null;
        if (on && (event.key === "Enter" || event.key === " ")) {
            if (on.matches(".gebiet")) { event.preventDefault(); ask(on); }
            return; // buttons and links are pressed by the browser
        }
        if (event.key === "Escape") { if (!answer.hidden) close(); else if (!black.hidden) { lighten(); show.changed(); } return; }
        const what = event.key === " " && event.shiftKey ? "zurueck" : KEYS[event.key];
        if (!what) { if (!black.hidden && event.key.length === 1) darken(); return; }
        event.preventDefault();
        DO[what]();
    }

    function wake() {
        root.classList.add("wach");
        clearTimeout(rest);
        rest = setTimeout(function () { root.classList.remove("wach"); }, REST);
    }

    document.addEventListener("keydown", key);
    document.addEventListener("focusin", function (event) { ring("fokus", event.target.closest(".gebiet")); });
    document.addEventListener("focusout", function () { ring("fokus", null); });
    document.addEventListener("mousemove", wake);
    document.addEventListener("mousedown", function (event) {
        if (event.target.closest(".gebiet")) event.preventDefault(); // the focus stays where the remote needs it
    });
    document.addEventListener("click", function (event) {
        const button = event.target.closest("[data-tut]"), area = event.target.closest(".gebiet");
        if (button) { DO[button.dataset.tut](); if (event.detail) button.blur(); }
        else if (event.target === black) { lighten(); show.changed(); }
        else if (area) ask(area);
        else if (event.target.closest("#antwort")) close();
    });
    document.addEventListener("touchstart", function (event) {
        wake();
        touch = event.touches.length === 1 ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
    }, { passive: true });
    document.addEventListener("touchend", function (event) {
        const end = event.changedTouches[0];
        if (!touch || !end || event.target.closest(".leiste")) return;
        const x = end.clientX - touch.x, y = end.clientY - touch.y;
        touch = null;
        if (Math.abs(x) > FAR && Math.abs(x) > 2 * Math.abs(y)) step(x < 0 ? 1 : -1);
    });
    window.addEventListener("hashchange", function () { go(Number(location.hash.slice(1)) - 1 || 0); });

    // --- beginning -------------------------------------------------------------------------------------------

    Object.assign(show, { slides: slides, key: key, note: note, now: function () { return { at: at, black: !black.hidden }; }, changed: function () {}, desk: function () {} });
    document.addEventListener("DOMContentLoaded", function () {
        let theme = "auto";
        try { theme = localStorage.getItem("thema") || "auto"; } catch { /* storage is forbidden: as the system has it */ }
        if (theme !== "auto") root.dataset.theme = theme;
        root.classList.add("laeuft");
        at = 0;
        go(Number(location.hash.slice(1)) - 1 || 0);
    });
})(window.atlas_show = window.atlas_show || {});
