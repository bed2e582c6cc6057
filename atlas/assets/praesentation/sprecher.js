/* The speaker's window: notes, numbers, this slide and the next, how long it has been going on. Made out of the presentation's own
   document, so that it opens without a network; the presentation tells it what is shown and hears its keys. */
(function (show) {
    "use strict";
    const SECOND = 1000, SIZE = "popup,width=1100,height=720";
    let desk = null, begun = 0, ticking = 0, fonts = [];

    /** The type, kept for a window that may be opened without a network. */
    function keep() {
        const links = Array.from(document.querySelectorAll("link[as=font]"));
        Promise.all(links.map(function (link) {
            return fetch(link.href).then(function (answer) { return answer.arrayBuffer(); }).then(function (data) { return { data: data, weight: /(\d+)\.woff2/.exec(link.href)[1] }; });
        })).then(function (found) { fonts = found; }, function () { /* the window shows the next type of the list */ });
    }

    /** The presentation's style and type, without asking for anything. */
    function dress() {
        const style = node("style", "", document.querySelector("style").textContent.replace(/@font-face\{[^}]*\}/g, ""));
        const name = getComputedStyle(document.documentElement).getPropertyValue("--font").split(",")[0].replace(/['"]/g, "").trim();
        desk.document.head.replaceChildren(desk.document.head.querySelector("title"), desk.document.importNode(document.querySelector("link[rel=icon]"), true), style);
        fonts.forEach(function (font) { desk.document.fonts.add(new desk.FontFace(name, font.data.slice(0), { weight: font.weight })); });
    }

    function node(tag, name, text) {
        const made = desk.document.createElement(tag);
        if (name) made.className = name;
        if (text !== undefined) made.textContent = text;
        return made;
    }

    function clock() {
        const place = desk && !desk.closed && desk.document.querySelector(".uhr");
        if (!place) { clearInterval(ticking); return; }
        const gone = Math.floor((Date.now() - begun) / SECOND), pad = function (n) { return String(n).padStart(2, "0"); };
        place.textContent = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" }) + " · " + pad(Math.floor(gone / 60)) + ":" + pad(gone % 60);
    }

    /** A slide as a small picture that nothing can be done with. */
    function preview(label, slide, name) {
        const box = node("div", "vorschau " + name), frame = node("div", "klein");
        box.append(node("h2", "", label));
        if (slide) {
            const copy = desk.document.importNode(slide, true);
            copy.removeAttribute("id");
            copy.querySelectorAll(".notizen, .ring").forEach(function (one) { one.remove(); });
            copy.querySelectorAll("[tabindex]").forEach(function (one) { one.removeAttribute("tabindex"); });
            copy.setAttribute("aria-hidden", "true");
            frame.append(copy);
        }
        box.append(frame);
        return box;
    }

    function draw() {
        if (!desk || desk.closed) return;
        const now = show.now(), slide = show.slides[now.at], next = show.slides[now.at + 1], notes = slide.querySelector(".notizen");
        const page = node("div", "pult" + (now.black ? " schwarz" : "")), head = node("header"), words = node("main", "reden"), pictures = node("div", "bilder");
        head.append(node("span", "", "Folie " + (now.at + 1) + " von " + show.slides.length + (now.black ? " · Bildschirm ist schwarz" : "")), node("span", "uhr"));
        words.append(node("h1", "", slide.querySelector("h1, h2").textContent));
        if (notes) Array.from(notes.children).forEach(function (p) { words.append(desk.document.importNode(p, true)); });
        else words.append(node("p", "", "Weiter mit Bild ab, schwarz mit B."));
        pictures.append(preview("Jetzt", slide, "jetzige"), preview(next ? "Danach" : "Danach: Ende", next, "naechste"));
        page.append(head, words, pictures);
        const patterns = desk.document.importNode(document.querySelector(".muster"), true);
        desk.document.body.replaceChildren(patterns, page);
        clock();
    }

    function open() {
        if (desk && !desk.closed && desk.document.querySelector(".pult")) { desk.focus(); return; } // else it is new, or was loaded anew
        desk = window.open("", "atlas-sprecher", SIZE);
        if (!desk) { show.note("Der Browser hat das Fenster der Sprecheransicht nicht geöffnet; erlauben Sie es für diese Seite."); return; }
        desk.document.title = "Sprecheransicht: " + document.title;
        desk.document.documentElement.lang = "de";
        if (document.documentElement.dataset.theme) desk.document.documentElement.dataset.theme = document.documentElement.dataset.theme;
        dress();
        desk.document.addEventListener("keydown", show.key);
        begun = begun || Date.now();
        clearInterval(ticking);
        ticking = setInterval(clock, SECOND);
        draw();
    }

    window.addEventListener("load", keep);
    show.changed = draw;
    show.desk = open;
    window.addEventListener("pagehide", function () { if (desk && !desk.closed) desk.close(); });
})(window.atlas_show = window.atlas_show || {});
