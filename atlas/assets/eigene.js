/* Eigene Gebiete: one draft, made by clicks on the map, lines drawn on it, a list and fields; saved as a job of the server.
   What stands still is atlas/pages/eigene.py and atlas/components/groupings.py; the routes are atlas/web/own_areas.py. */
(function (own) {
    "use strict";
    const MAP = "eigene-plan", ASKED = "Ihre Gebiete sind noch nicht gespeichert. Trotzdem weitergehen?";
    const READY = {
        waehlen: "Klicken Sie auf die Karte: Was Sie anklicken, kommt in das gewählte Gebiet, ein zweiter Klick nimmt es heraus.",
        zeichnen: "Ziehen Sie eine Linie um das Gebiet oder setzen Sie Ecken; ein Klick auf die erste Ecke oder ein Doppelklick schließt den Umriss. Was mit seinem Namenspunkt darin liegt, kommt in das Gebiet.",
    };
    let known = null, draft = null, geometry = null, names = new Map(), list = [], owners = new Map(), drawing = null;

    function el(id) { return document.getElementById(id); }
    function here() { return location.pathname === "/eigene" && Boolean(el("eigene-formular")) && Boolean(draft); }
    function say(text) { el("eigene-ansage").textContent = text; }
    function remembered() { try { return localStorage.getItem("atlas-name") || ""; } catch { return ""; } }
    function area(name, members, key) { return { key: key || "", name: name || "", members: new Set(members || []) }; }

    /** A draft of a level that is there, or of a new one with what was chosen elsewhere. */
    function opened(data) {
        const old = data.made.find(function (m) { return m.level === data.open && m.ground === data.ground.id; });
        const areas = old ? old.areas.map(function (a) { return area(a.name, a.members, a.key); }) : [area("", data.picked)];
        return { level: old ? old.level : "", title: old ? old.title : "", was: old || null, ground: data.ground.id, areas: areas, at: 0, dirty: !old && data.picked.length > 0 };
    }

    // ---- what is shown ----

    function settle() { owners = new Map(); draft.areas.forEach(function (a, i) { a.members.forEach(function (key) { owners.set(key, i); }); }); }
    function ownerOf(key) { const at = owners.get(key); return at === undefined ? -1 : at; }

    function show() {
        settle();
        own.rows(draft, known, names);
        own.units(draft, known, list);
        document.querySelector("[data-verwerfen]").hidden = !draft.dirty;
        if (!geometry) return;
        const now = own.picture(draft, known, geometry);
        window.dash_clientside.set_props(MAP, { matrix: now[0], styles: now[1] });
    }

    function changed(text) { draft.dirty = true; show(); if (text) say(text); }

    function tool(name) {
        const stage = document.querySelector("#" + MAP + " .atlas-map-stage");
        if (drawing) drawing.stop();
        drawing = name === "zeichnen" && stage ? window.atlas_map.draw(stage, drawn, corner) : null;
        document.querySelectorAll("[data-werkzeug]").forEach(function (b) { b.setAttribute("aria-pressed", String(b.dataset.werkzeug === name)); });
        el("eigene-anleitung").textContent = READY[name];
        if (drawing) drawing.layer.focus({ preventScroll: true });
    }

    // ---- beginning ----

    function fill() {
        el("eigene-titel").value = draft.title;
        el("eigene-grund").value = known.ground.id;
        if (!el("eigene-name").value) el("eigene-name").value = remembered();
        tool("waehlen");
        show();
        if (!geometry) return;
        say(draft.areas[draft.at].members.size ? inArea(draft.at) : "Gebiet 1 ist noch leer.");
    }

    function arrived() { // the form is drawn by React a moment after its data
        return new Promise(function (done) {
            (function look() { if (el("eigene-formular") && el("eigene-liste") && el("eigene-werkzeug")) done(); else requestAnimationFrame(look); })();
        });
    }

    /** The page is there: reads outlines and names, goes on with a draft that was left behind. Gives matrix and styles. */
    function begin(data) {
        const kept = draft && draft.dirty && draft.ground === data.ground.id && !data.open ? draft : null;
        const at = "/gebiete/" + data.edition + "/", end = "/" + data.ground.id + "/" + data.vintage, files = window.atlas_map.files;
        known = data;
        draft = kept || opened(data);
        geometry = null;
        if (kept && data.picked.length) { draft.at = draft.areas.push(area("", data.picked.filter(function (k) { return ownerOf(k) < 0; }))) - 1; }
        return Promise.all([files.areas(new URL(at + "geometry" + end, location.href).pathname), files.json(at + "labels" + end), arrived()]).then(function (found) {
            const twins = new Map();
            geometry = found[0];
            found[1].forEach(function (label) { twins.set(label[2], (twins.get(label[2]) || 0) + 1); });
            list = geometry.ids.map(function (row, i) {
                const key = geometry.keys[row], name = found[1][i][2], full = twins.get(name) > 1 ? name + " (" + key + ")" : name;
                return { key: key, name: full, search: window.atlas_native.folded(full + " " + key) };
            }).sort(function (a, b) { return a.name.localeCompare(b.name, "de", { numeric: true }); });
            names = new Map(list.map(function (u) { return [u.key, u.name]; }));
            fill();
            return own.picture(draft, known, geometry);
        });
    }

    // ---- choosing ----

    function inArea(at) { return "„" + own.title(draft.areas[at], at) + "“ hat jetzt " + own.counted(draft.areas[at].members.size, known) + "."; }

    function pick(key) {
        const at = ownerOf(key), mine = draft.areas[draft.at].members, name = names.get(key) || key;
        if (at >= 0 && at !== draft.at) {
            say(name + " liegt schon in „" + own.title(draft.areas[at], at) + "“; nehmen Sie es zuerst dort heraus.");
            return;
        }
        if (mine.delete(key)) changed(name + " herausgenommen. " + inArea(draft.at));
        else { mine.add(key); changed(name + " gewählt. " + inArea(draft.at)); }
    }

    function click(data) { if (data && here()) pick(data.key); return []; }

    function drawn(keys) {
        const mine = draft.areas[draft.at].members, free = keys.filter(function (k) { return ownerOf(k) < 0; });
        const taken = keys.filter(function (k) { return ownerOf(k) >= 0 && ownerOf(k) !== draft.at; }).length;
        const left = taken ? " " + window.atlas_map.german(taken, 0) + " darin " + (taken === 1 ? "liegt" : "liegen") + " schon in anderen Gebieten und " + (taken === 1 ? "bleibt" : "bleiben") + " dort." : "";
        if (!free.length) { say("Im Umriss liegt nichts, was noch frei ist." + left); return; }
        free.forEach(function (k) { mine.add(k); });
        changed(own.counted(free.length, known) + " hinzugefügt. " + inArea(draft.at) + left);
    }

    function corner(number, key) { say("Ecke " + number + " gesetzt" + (key ? ", in " + (names.get(key) || key) : "") + "."); }

    function choose(at) { draft.at = at; show(); say(inArea(at)); }

    function drop(at) {
        const name = own.title(draft.areas[at], at);
        draft.areas.splice(at, 1);
        if (!draft.areas.length) draft.areas.push(area());
        draft.at = Math.min(draft.at > at ? draft.at - 1 : draft.at, draft.areas.length - 1);
        changed("„" + name + "“ gestrichen.");
        el("eigene-gebiet-" + draft.at).focus();
    }

    // ---- saving ----

    function fault(id, text) {
        const place = el(id + "-fehler"), field = el(id);
        if (place) place.textContent = (place.textContent ? place.textContent + " " : "") + text;
        if (field) field.setAttribute("aria-invalid", "true");
        return { field: field, place: place };
    }

    function unfault() {
        document.querySelectorAll("#eigene-formular .meldung").forEach(function (p) { p.textContent = ""; });
        document.querySelectorAll("#eigene-formular [aria-invalid]").forEach(function (f) { f.removeAttribute("aria-invalid"); });
    }

    /** What is missing, each at its place; gives the fields. */
    function wanting() {
        const title = el("eigene-titel").value.trim(), out = [];
        const twin = known.made.find(function (m) { return m.title === title && m.level !== draft.level; });
        if (!title) out.push(fault("eigene-titel", "Geben Sie der Einteilung einen Namen."));
        if (twin) out.push(fault("eigene-titel", "Eine Einteilung mit diesem Namen gibt es schon; geben Sie einen anderen, oder ändern Sie jene (unten auf der Seite)."));
        draft.areas.forEach(function (a, i) {
            if (!a.name.trim()) out.push(fault("eigene-gebiet-" + i, "Geben Sie dem Gebiet einen Namen."));
            if (!a.members.size) out.push(fault("eigene-gebiet-" + i, "Das Gebiet ist leer; wählen Sie Teile oder streichen Sie es."));
        });
        if (!el("eigene-name").value.trim()) out.push(fault("eigene-name", "Sagen Sie, wer die Gebiete anlegt."));
        return out;
    }

    const PLACES = { title: "eigene-titel", plural: "eigene-titel", by: "eigene-name", from_level: "eigene-grund", areas: "eigene-gebiete" };

    /** Sentences of the server at the fields that they speak of; the others below the button. */
    function refused(told) {
        const rest = (told.sentences || []).filter(function (sentence) {
            const part = /^eigene\/[^:]*?\.toml[.,] ?(?:areas\[(\d+)\]\.\w+|(\w+)): (.*)$/.exec(sentence);
            if (!part) return true;
            fault(part[1] ? "eigene-gebiet-" + (part[1] - 1) : PLACES[part[2]] || "eigene-gebiete", part[3]);
            return false;
        });
        const said = own.node("ul", null, { className: "hinweise fehlerliste" }), all = rest.length ? rest : ["Es wurde nichts gespeichert; bessern Sie nach, was oben steht."];
        all.forEach(function (s) { said.append(own.node("li", s)); });
        el("eigene-ergebnis").replaceChildren(said);
        el("eigene-ergebnis").focus();
    }

    function progress(place, text, state) {
        const bar = own.node("progress", null, state && state.of ? { max: state.of, value: state.done } : {});
        bar.setAttribute("aria-label", text);
        place.replaceChildren(own.node("p", text), bar);
    }

    function run(place, path, body, text, to) {
        progress(place, text + " …");
        return window.atlas_jobs.send(path, body).then(function (job) {
            return window.atlas_jobs.follow(job, function (state) { progress(place, (state.step || text) + " …", state); });
        }).then(function (state) {
            if (draft) draft.dirty = false;
            progress(place, "Neuer Stand " + state.edition + ". Die Seiten werden erneuert …");
            return window.atlas_jobs.shown(state.edition).then(function () { location.assign(to(state)); });
        });
    }

    function save(button) {
        const title = el("eigene-titel").value.trim(), by = el("eigene-name").value.trim();
        unfault();
        const out = wanting();
        if (out.length) { out[0].field.focus(); return; }
        try { localStorage.setItem("atlas-name", by); } catch { /* forbidden: asked again next time */ }
        const body = {
            level: draft.level, title: title, plural: draft.was && draft.was.title === title ? draft.was.plural : "", by: by, from_level: draft.ground,
            areas: draft.areas.map(function (a) { return { key: a.key, name: a.name, members: Array.from(a.members) }; }),
        };
        if (draft.was) body.seen = draft.was.areas;
        button.disabled = true;
        run(el("eigene-ergebnis"), "/eigene/speichern", body, "Die Einteilung wird geprüft", function (state) { return "/eigene?gespeichert=" + state.level; })
            .catch(refused).then(function () { button.disabled = false; });
    }

    /** Asked back once, at the place. */
    function remove(button) {
        if (here() && draft.dirty) {
            say("Speichern oder verwerfen Sie zuerst Ihre Änderungen.");
            document.querySelector("[data-verwerfen]").focus();
            return;
        }
        const box = button.parentElement, name = button.dataset.entfernen, ask = own.node("span", "Wirklich entfernen? Alle Seiten verlieren diese Raumebene."), before = Array.from(box.childNodes);
        const yes = own.node("button", "Ja, entfernen", { type: "button" }), no = own.node("button", "Behalten", { type: "button" });
        box.replaceChildren(ask, yes, no);
        no.focus();
        no.addEventListener("click", function () { box.replaceChildren.apply(box, before); button.focus(); });
        yes.addEventListener("click", function () {
            box.setAttribute("role", "status");
            run(box, "/eigene/entfernen/" + name, null, "Die Einteilung wird entfernt", function () { return "/eigene?entfernt=1"; }).catch(function (told) {
                box.replaceChildren.apply(box, (told.sentences || []).map(function (s) { return own.node("p", s, { className: "meldung" }); }));
            });
        });
    }

    // ---- events ----

    document.addEventListener("click", function (event) {
        const link = event.target.closest("a[href]");
        if (link && here() && draft.dirty && !event.ctrlKey && !event.metaKey && link.getAttribute("href")[0] !== "#") {
            if (window.confirm(ASKED)) draft.dirty = false;
            else { event.preventDefault(); event.stopImmediatePropagation(); }
            return;
        }
        const button = event.target.closest("button"), d = button && button.dataset;
        if (d && d.entfernen) remove(button); // also where there is no map to work on
        if (!d || !here()) return;
        if (d.werkzeug) tool(d.werkzeug);
        else if (d.leeren !== undefined) { draft.areas[draft.at].members.clear(); changed(inArea(draft.at)); }
        else if (d.neues !== undefined) { draft.at = draft.areas.push(area()) - 1; changed("Gebiet " + (draft.at + 1) + " ist neu und noch leer."); el("eigene-gebiet-" + draft.at).focus(); }
        else if (d.waehlen) choose(Number(d.waehlen));
        else if (d.streichen) drop(Number(d.streichen));
        else if (d.teil) pick(d.teil);
        else if (d.verwerfen !== undefined) { draft = opened(known); draft.dirty = false; unfault(); fill(); say("Die Änderungen sind verworfen."); }
    }, true);

    document.addEventListener("input", function (event) {
        if (!here()) return;
        const item = event.target.closest("[data-gebiet]");
        if (item) { draft.areas[item.dataset.gebiet].name = event.target.value; draft.dirty = true; }
        else if (event.target.id === "eigene-titel") { draft.title = event.target.value; draft.dirty = true; }
        else if (event.target.id === "eigene-suche") own.units(draft, known, list);
        if (draft.dirty) document.querySelector("[data-verwerfen]").hidden = false;
    });

    document.addEventListener("change", function (event) {
        if (!here()) return;
        if (event.target.closest("#eigene-einheiten")) pick(event.target.value);
        else if (event.target.closest("[data-gebiet]")) show(); // the new name on map, list and buttons
        else if (event.target.id === "eigene-grund") {
            if (draft.dirty && !window.confirm(ASKED)) { event.target.value = draft.ground; return; }
            draft = null;
            location.assign("/eigene?ebene=" + event.target.value + "#zusammenstellen");
        }
    });

    document.addEventListener("submit", function (event) {
        if (!event.target.matches("form[data-eigene]")) return;
        event.preventDefault();
        save(event.target.querySelector("[type=submit]"));
    });

    window.addEventListener("beforeunload", function (event) { if (here() && draft.dirty) event.preventDefault(); });

    own.ownerOf = ownerOf;
    window.dash_clientside = Object.assign({}, window.dash_clientside, { eigene: { begin: begin, click: click } });
})(window.atlas_own = window.atlas_own || {});
