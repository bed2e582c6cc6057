/* Katalog: hide what does not hold all words, say how much is left, keep the words in the address.
   What is hidden is a rule of a style sheet of its own, so that no mark stays on elements that React uses again. */
(function () {
    "use strict";
    const LIST = "#katalogliste", FOLDED = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
    const sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = document.adoptedStyleSheets.concat([sheet]);
    let waiting = 0;

    function folded(text) {
        return text.toLowerCase().replace(/[äöüß]/g, function (c) { return FOLDED[c]; }).normalize("NFD").replace(/\p{M}/gu, "");
    }

    function suche(text) {
        const words = folded(text || "").split(/\s+/).filter(Boolean);
        const fits = words.map(function (word) { return '[data-suche*="' + word.replace(/["\\]/g, "\\$&") + '"]'; }).join("");
        sheet.replaceSync(words.length ? LIST + " li[data-suche]:not(" + fits + ") { display: none }" +
            LIST + " .themengruppe:not(:has(li" + fits + ")) { display: none }" : "");
        clearTimeout(waiting);
        waiting = setTimeout(keep, 300);
        return new Promise(function (say) { requestAnimationFrame(function () { say(count(fits, words.length)); }); });
    }

    function count(fits, asked) {
        const found = document.querySelectorAll(LIST + " li[data-suche]" + fits).length;
        if (found) return found === 1 ? "1 Indikator" : found + " Indikatoren";
        return asked ? "Kein Indikator gefunden; versuchen Sie ein anderes Wort oder eine größere Auswahl." : "Keine Indikatoren";
    }

    /** The words are part of the address without being a step of the history. */
    function keep() {
        clearTimeout(waiting);
        const field = document.getElementById("katalog-suche"), query = new URLSearchParams(location.search);
        if (!field || (query.get("suche") || "") === field.value) return;
        const text = field.value; // not what Dash has heard of it so far
        if (text) query.set("suche", text); else query.delete("suche");
        const said = query.toString().replace(/%2C/g, ",");
        history.replaceState(history.state, "", location.pathname + (said ? "?" + said : ""));
    }

    document.addEventListener("change", keep, true); // a choice goes on from the address: it holds the words first

    window.dash_clientside = Object.assign({}, window.dash_clientside, { katalog: { suche: suche } });
})();
