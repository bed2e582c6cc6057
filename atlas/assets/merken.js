/* „Ansicht merken“: the address of the page goes into a story, asked for in a dialog. Also what the page Geschichten shares with it:
   sending, and the visitor's name. Routes: atlas/web/stories.py. */
(function (stories) {
    "use strict";
    const SILENT = { sentences: ["Der Atlas antwortet nicht; prüfen Sie die Verbindung und versuchen Sie es noch einmal."] };
    const NEW = "", NAME = "atlas-name";
    let dialog = null;

    function node(tag, text, props) {
        const made = Object.assign(document.createElement(tag), props || {});
        if (text !== undefined && text !== null) made.textContent = text;
        return made;
    }

    function remembered() { try { return localStorage.getItem(NAME) || ""; } catch { return ""; } }
    function remember(name) { try { localStorage.setItem(NAME, name); } catch { /* forbidden: asked again next time */ } }

    function answer(response) {
        return response.json().catch(function () { return {}; }).then(function (told) { return response.ok ? told : Promise.reject(told.sentences ? told : SILENT); });
    }

    /** What the route answers, or a refusal with {sentences}. */
    function post(path, body) {
        return fetch("/geschichten/" + path, {
            method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-Atlas": "1" }, body: JSON.stringify(body),
        }).then(answer, function () { return Promise.reject(SILENT); });
    }

    /** Sentences of the server in the words of the page. */
    function sentences(told) {
        const words = { title: "Überschrift", caption: "Text zum Bild", notes: "Notizen", picture: "Bild", address: "Adresse" }, list = node("ul", null, { className: "hinweise fehlerliste" });
        ((told && told.sentences) || SILENT.sentences).forEach(function (sentence) {
            const part = /, views\[(\d+)\]\.(\w+): (.*)$/.exec(sentence), name = /, Feld title: (.*)$/.exec(sentence);
            list.append(node("li", part ? "Ansicht " + part[1] + ", " + (words[part[2]] || part[2]) + ": " + part[3] : name ? "Name der Geschichte: " + name[1] : sentence));
        });
        return list;
    }

    function field(label, id, control) {
        const made = node("div", null, { className: "feld" });
        control.id = id;
        made.append(node("label", label, { htmlFor: id }), control);
        return made;
    }

    function choice(options, value) {
        const made = node("select");
        options.forEach(function (one) { made.append(node("option", one.label, { value: one.value })); });
        made.value = value;
        return made;
    }

    function text(props) { return node(props.rows ? "textarea" : "input", null, Object.assign({ className: "textfeld" }, props)); }

    /** The dialog over what the server knows of the view. */
    function fill(address, known) {
        const form = node("form", null, { noValidate: true }), said = node("div", null, { tabIndex: -1 });
        const own = known.stories.map(function (s) { return { value: s.name, label: s.title + " (" + s.views + ")" }; });
        const story = choice(own.concat([{ value: NEW, label: "Neue Geschichte" }]), own.length ? own[own.length - 1].value : NEW);
        const name = text({ maxLength: 120, autocomplete: "off" }), title = text({ maxLength: 120, autocomplete: "off", value: known.title });
        const picture = choice(known.pictures, known.picture), caption = text({ rows: 2, maxLength: 400 }), notes = text({ rows: 3, maxLength: 4000 }), by = text({ maxLength: 100, autocomplete: "name", value: remembered() });
        const named = field("Name der neuen Geschichte", "merken-neu", name), row = node("div", null, { className: "knopfreihe" }), send = node("button", "Merken", { type: "submit", className: "knopf voran" });
        const fresh = function () { named.hidden = story.value !== NEW; };
        said.setAttribute("role", "status");
        story.addEventListener("change", fresh);
        fresh();
        row.append(send, node("button", "Abbrechen", { type: "button", onclick: function () { dialog.close(); } }));
        form.append(field("Geschichte", "merken-geschichte", story), named, field("Überschrift", "merken-titel", title), field("Bild", "merken-bild", picture),
            field("Text zum Bild (wird gezeigt)", "merken-text", caption), field("Notizen für die Sprecherin, den Sprecher", "merken-notiz", notes), field("Ihr Name", "merken-name", by), said, row);
        form.addEventListener("submit", function (event) {
            event.preventDefault();
            send.disabled = true;
            remember(by.value.trim());
            post("merken", { address: address, story: story.value, new: name.value, title: title.value, picture: picture.value, caption: caption.value, notes: notes.value, by: by.value }).then(function (told) {
                const ways = node("div", null, { className: "knopfreihe" });
                const done = node("p", "Gemerkt in „" + told.title + "“ (" + told.views + (told.views === 1 ? " Ansicht)." : " Ansichten)."));
                ways.append(node("button", "Schließen", { type: "button", className: "knopf voran", onclick: function () { dialog.close(); } }),
                    node("a", "Zur Geschichte", { href: "/geschichten?geschichte=" + told.name, className: "knopf", onclick: function () { dialog.close(); } }));
                done.setAttribute("role", "status");
                form.replaceWith(done, ways);
                ways.firstChild.focus();
            }, function (told) { send.disabled = false; said.replaceChildren(sentences(told)); said.focus(); });
        });
        dialog.append(form);
        (own.length ? title : name).focus();
    }

    function open(button) {
        const address = location.pathname + location.search;
        dialog = node("dialog", null, { className: "merkzettel" });
        dialog.setAttribute("aria-labelledby", "merken-kopf");
        dialog.append(node("h2", "Ansicht merken", { id: "merken-kopf" }));
        document.body.append(dialog);
        dialog.addEventListener("close", function () { this.remove(); button.focus(); });
        dialog.showModal();
        fetch("/geschichten/liste?" + new URLSearchParams({ adresse: address }), { credentials: "same-origin", cache: "no-store" }).then(answer, function () { return Promise.reject(SILENT); })
            .then(function (known) { fill(address, known); }, function (told) {
                dialog.append(sentences(told), node("button", "Schließen", { type: "button", onclick: function () { dialog.close(); } }));
            });
    }

    document.addEventListener("click", function (event) {
        const button = event.target.closest("button[data-merken]");
        if (button) open(button);
    });

    Object.assign(stories, { node: node, post: post, sentences: sentences, remembered: remembered, remember: remember });
})(window.atlas_stories = window.atlas_stories || {});
