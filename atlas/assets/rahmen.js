/* What frames every page: the address as the only state, theme, panels that fill the page, titles, drawings.
   Links and choosers are plain elements with data attributes; one listener a kind serves them all:
     a[href="/..."]            moves on without loading the document anew
     select[data-frage=name]   writes its value into the address; data-weg="a,b" names what then no longer holds
     button[data-kopieren=id]  copies the grid of that id; button[data-drucken] prints
     button[data-gross]        lets its panel fill the page, and back
     [data-ziel="/..."]        a shape of a drawing that leads somewhere (the page has the same link as text) */
(function () {
    "use strict";
    const root = document.documentElement;
    const THEMES = ["auto", "light", "dark", "contrast"];
    const NAMES = { auto: "automatisch", light: "hell", dark: "dunkel", contrast: "hoher Kontrast" };
    const FILES = /^\/(export|daten\/|gebiete\/|assets|anmelden|praesentation|bericht([/?]|$)|berichte\/|_)/;
    let theme = "auto", place = null;
    try { theme = localStorage.getItem("thema") || "auto"; } catch { /* storage is forbidden: the theme lives as long as the page */ }
    if (!THEMES.includes(theme)) theme = "auto";
    dress();

    function dress() {
        if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    }

    /** Go to an address of the atlas; Dash hears its own event. */
    function go(address) {
        if (address === location.pathname + location.search + location.hash) return;
        if (new URL(address, location.href).pathname === location.pathname) keep(window.scrollY);
        history.pushState({}, "", address);
        window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    }

    // --- what stays when a page is drawn anew --------------------------------------------------------------

    const plain = function (text) { return text.replace(/\d+/g, "").trim(); };
    const likes = function (element) { return [...document.querySelectorAll("main " + element.tagName.toLowerCase())]; };
    const called = function (element) { return element.getAttribute("aria-label") || plain(element.textContent); };

    /** A changed address draws its page anew: what was unfolded stays so, and the focus where it was. */
    function keep(scroll) {
        const heading = document.querySelector("main h1"), active = document.activeElement, until = Date.now() + 15000;
        const open = new Set([...document.querySelectorAll("main details[open] > summary")].map(called));
        const focus = active && active.closest("main") && active.id !== "inhalt" ? active : null;
        const field = focus && focus.closest(".suche") ? focus.closest(".suche").querySelector("input") : null;
        const name = focus && called(focus), twins = focus ? likes(focus).filter(function (e) { return called(e) === name; }) : [];
        const place = twins.indexOf(focus);
        requestAnimationFrame(function look() {
            const now = document.querySelector("main h1");
            if (!now || now === heading) { if (Date.now() < until) requestAnimationFrame(look); return; }
            document.querySelectorAll("main details > summary").forEach(function (s) { if (open.has(called(s))) s.parentElement.open = true; });
            if (focus && document.activeElement === document.body) {
                const found = focus.id ? document.getElementById(focus.id) : likes(focus).filter(function (e) { return called(e) === name; })[place];
                const other = found || (field && document.getElementById(field.id)) || document.getElementById("inhalt");
                if (other) other.focus({ preventScroll: true });
            }
            if (scroll !== undefined) window.scrollTo(0, scroll);
        });
    }
    window.addEventListener("popstate", function () { if (location.pathname === place) keep(); });

    // --- links and choosers ----------------------------------------------------------------------------------

    document.addEventListener("click", function (event) {
        if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        const shape = event.target.closest("[data-ziel]");
        if (shape) { go(shape.dataset.ziel); return; }
        const big = event.target.closest("button[data-gross]");
        if (big) { fill(big); return; }
        const menu = event.target.closest("button[data-menue]");
        if (menu) { menu.setAttribute("aria-expanded", String(menu.getAttribute("aria-expanded") !== "true")); return; }
        if (event.target.closest("button[data-drucken]")) { window.print(); return; }
        const copier = event.target.closest("button[data-kopieren]");
        if (copier) { copy(copier); return; }
        const link = event.target.closest("a[href]");
        if (!link || link.hasAttribute("download") || (link.target && link.target !== "_self")) return;
        const to = new URL(link.href, location.href);
        if (to.origin !== location.origin || FILES.test(to.pathname)) return;
        if (to.hash && to.pathname === location.pathname && to.search === location.search) return;
        event.preventDefault();
        go(to.pathname + to.search + to.hash);
    });

    document.addEventListener("keydown", function (event) {
        if (event.key === " " && event.target.matches("a[role=checkbox], a[role=switch]")) {
            event.preventDefault();
            event.target.click();
        }
        if (event.key === "Escape") unfill();
    });

    document.addEventListener("change", function (event) {
        const name = event.target.dataset && event.target.dataset.frage;
        if (!name) return;
        const query = new URLSearchParams(location.search);
        (event.target.dataset.weg || "").split(",").filter(Boolean).forEach(function (key) { query.delete(key); });
        if (event.target.value) query.set(name, event.target.value); else query.delete(name);
        const said = query.toString().replace(/%2C/g, ",");
        go(location.pathname + (said ? "?" + said : ""));
    });

    /** Rows and columns as the grid shows them, printed as it prints them, with tabs between. */
    function copy(button) {
        const grid = window.dash_ag_grid.getApi(button.dataset.kopieren);
        const print = function (cell) {
            const how = cell.column.getColDef().valueFormatter;
            return typeof how === "function" ? how({ data: cell.node.data, value: cell.value }) : cell.value;
        };
        const text = grid.getDataAsCsv({ columnSeparator: "\t", suppressQuotes: true, processCellCallback: print });
        const done = function () {
            const said = button.textContent;
            button.textContent = "Kopiert";
            setTimeout(function () { button.textContent = said; }, 1500);
        };
        if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done); return; }
        const field = document.createElement("textarea"); // without https browsers know only this way
        field.value = text;
        document.body.append(field);
        field.select();
        document.execCommand("copy");
        field.remove();
        done();
    }

    // --- panels that fill the page ---------------------------------------------------------------------------

    function fill(button) {
        const panel = button.closest(".teil, .buehne");
        const was = panel.classList.contains("voll");
        unfill();
        if (was) return;
        panel.classList.add("voll");
        button.setAttribute("aria-pressed", "true");
        for (let at = panel; at !== document.body; at = at.parentElement)
            for (const other of at.parentElement.children)
                if (other !== at && !other.inert && other.tagName !== "SCRIPT") { other.inert = true; other.dataset.ruht = ""; }
        window.dispatchEvent(new Event("resize"));
    }

    function unfill() {
        const panel = document.querySelector(".voll");
        if (!panel) return;
        panel.classList.remove("voll");
        document.querySelectorAll("[data-ruht]").forEach(function (other) { other.inert = false; delete other.dataset.ruht; });
        const button = panel.querySelector("button[data-gross]");
        if (button) { button.setAttribute("aria-pressed", "false"); button.focus(); }
        window.dispatchEvent(new Event("resize"));
    }

    // --- where we are ----------------------------------------------------------------------------------------

    /** The folded part of the navigation closes like any list: by Escape, and by what happens elsewhere. */
    document.addEventListener("keydown", function (event) {
        const upkeep = document.getElementById("datenpflege");
        if (event.key !== "Escape" || !upkeep || !upkeep.open) return;
        upkeep.open = false;
        upkeep.querySelector("summary").focus();
    });
    document.addEventListener("click", function (event) {
        const upkeep = document.getElementById("datenpflege");
        if (upkeep && upkeep.open && !event.target.closest("#datenpflege")) upkeep.open = false;
    });

    /** Marks the page in the navigation; on a new page the reader starts at its top. */
    function ort(path) {
        const upkeep = document.getElementById("datenpflege");
        if (upkeep) {
            upkeep.open = false;
            upkeep.classList.toggle("hier", Boolean(upkeep.querySelector('a[href="' + path + '"]')));
        }
        document.querySelectorAll("#hauptnavigation a").forEach(function (link) {
            if (link.getAttribute("href") === path) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
        });
        if (place !== null && place !== path) {
            unfill();
            document.querySelectorAll("button[data-menue]").forEach(function (menu) { menu.setAttribute("aria-expanded", "false"); });
            const main = document.getElementById("inhalt");
            if (main) main.focus({ preventScroll: true });
            if (!location.hash) window.scrollTo(0, 0);
        }
        place = path;
        return path;
    }

    /** The page's heading names the window; Erkunden, whose heading changes without a new address, does the same. */
    function entitle() {
        const heading = document.querySelector("main h1"), town = document.querySelector(".marke");
        if (heading && town) {
            const said = heading.dataset.titel || heading.textContent, whole = said === town.textContent ? said : said + " – " + town.textContent;
            if (document.title !== whole) document.title = whole;
        }
        const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (target && target.dataset.gezeigt !== location.href) { target.dataset.gezeigt = location.href; target.scrollIntoView(); }
    }
    new MutationObserver(function () { setTimeout(entitle, 60); }).observe(document.querySelector("title"), { childList: true });

    function thema(clicks) {
        if (clicks) {
            theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
            try { localStorage.setItem("thema", theme); } catch { /* as above */ }
            dress();
        }
        return "Darstellung: " + NAMES[theme];
    }

    // --- drawings --------------------------------------------------------------------------------------------

    window.atlas_parts = {
        Drawing: function (props) {
            return window.React.createElement("div", {
                id: props.id, className: "zeichnung " + (props.className || ""), dangerouslySetInnerHTML: { __html: props.markup || "" },
            });
        },
    };
    window.dash_clientside = Object.assign({}, window.dash_clientside, { rahmen: { ort: ort, thema: thema } });
})();
