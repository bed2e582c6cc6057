/* Native controls for Dash (atlas/components/native.py): what every keyboard and screen reader knows, dressed by our sheets. */
(function () {
    "use strict";
    const h = function () { return window.React.createElement.apply(null, arguments); };
    const MOST_CHIPS = 12;

    function Choice(props) {
        const field = props.id + "-feld";
        return h("div", { className: "feld " + (props.className || ""), id: props.id, hidden: Boolean(props.hidden) },
            h("label", { htmlFor: field }, props.label),
            h("select", { id: field, value: props.value, onChange: function (e) { props.setProps({ value: e.target.value }); } },
                (props.options || []).map(function (o) { return h("option", { key: o.value, value: o.value }, o.label); })));
    }

    function OneOf(props) {
        const box = window.React.useRef(null);
        window.React.useEffect(function () { // scrolls the list alone, never the page
            const chosen = box.current.querySelector(":checked"), frame = box.current.parentElement;
            if (!chosen) return;
            const row = chosen.closest("label").getBoundingClientRect(), view = frame.getBoundingClientRect();
            if (row.top < view.top || row.bottom > view.bottom) frame.scrollTop += row.top - view.top - (view.height - row.height) / 2;
        }, [props.value]);
        return h("fieldset", { id: props.id, className: "einesvon " + (props.className || ""), ref: box },
            h("legend", { className: "nurvorlesen" }, props.label),
            (props.options || []).map(function (o) {
                return h("label", { key: o.value, className: "eintrag" },
                    h("input", {
                        type: "radio", name: props.id, value: o.value, checked: o.value === props.value,
                        onChange: function () { props.setProps({ value: o.value }); },
                    }),
                    h("span", null, h("span", { className: "name" }, o.label), o.note ? h("span", { className: "neben" }, o.note) : null));
            }));
    }

    function Several(props) {
        const value = props.value || [], options = props.options || [];
        function turn(one, on) {
            props.setProps({ value: options.map(function (o) { return o.value; }).filter(function (v) { return v === one ? on : value.includes(v); }) });
        }
        return h("fieldset", { id: props.id, className: "mehreres " + (props.className || ""), hidden: Boolean(props.hidden) },
            h("legend", null, props.label),
            options.map(function (o) {
                return h("label", { key: o.value, className: "haken" },
                    h("input", { type: "checkbox", value: o.value, checked: value.includes(o.value), onChange: function (e) { turn(o.value, e.target.checked); } }),
                    o.image ? h("img", { src: o.image, alt: "" }) : null, h("span", null, o.label));
            }));
    }

    function Slider(props) {
        const field = props.id + "-feld";
        return h("div", { className: "feld " + (props.className || ""), id: props.id },
            h("label", { htmlFor: field }, props.label),
            h("div", { className: "zeit" }, props.children,
                h("input", {
                    id: field, type: "range", min: 0, max: props.max, step: 1, value: props.value, disabled: !props.max, "aria-valuetext": props.text,
                    onChange: function (e) { props.setProps({ value: Number(e.target.value) }); },
                }),
                h("output", { htmlFor: field }, props.text)));
    }

    function Entry(props) {
        const React = window.React, field = props.id + "-feld", box = React.useRef(null);
        React.useEffect(function () { box.current.value = props.value || ""; }, [props.value]);
        function take() { if (box.current.value !== (props.value || "")) props.setProps({ value: box.current.value }); }
        return h("div", { className: "feld " + (props.className || ""), id: props.id },
            h("label", { htmlFor: field }, props.label),
            h("input", {
                id: field, ref: box, type: "text", className: "textfeld", autoComplete: "off", defaultValue: props.value || "", placeholder: props.placeholder,
                "aria-describedby": props.note ? field + "-notiz" : undefined, onBlur: take, onKeyDown: function (e) { if (e.key === "Enter") take(); },
            }),
            props.note ? h("p", { id: field + "-notiz", className: "hinweis" }, props.note) : null);
    }

    const FOLDED = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
    /** Text for searching, as atlas.components.choosers.folded does it. */
    function folded(text) {
        return String(text || "").toLowerCase().replace(/[äöüß]/g, function (c) { return FOLDED[c]; }).normalize("NFD").replace(/\p{M}/gu, "");
    }

    function AreaPicker(props) {
        const React = window.React, field = props.id + "-feld", list = props.id + "-liste";
        const options = props.options || [], value = props.value || [], said = React.useState("");
        const names = new Map(options.map(function (o) { return [o.value, o.label]; }));

        function add(option, input) {
            input.value = "";
            said[1]("");
            if (!value.includes(option.value)) props.setProps({ value: value.concat([option.value]), focus: option.value });
        }

        /** A whole name counts at once when it was picked from the list or no other name goes on from it. */
        function typed(event) {
            const input = event.target, text = folded(input.value.trim()), kind = event.nativeEvent.inputType;
            said[1]("");
            if (!text) return;
            const same = options.filter(function (o) { return folded(o.label) === text; });
            const longer = options.some(function (o) { const name = folded(o.label); return name !== text && name.startsWith(text); });
            if (same.length === 1 && (!longer || !kind || kind === "insertReplacementText")) add(same[0], input);
        }

        /** Enter takes the name that was typed, or the only one that goes on from it or holds it, or the key. */
        function entered(event) {
            if (event.key !== "Enter") return;
            const input = event.target, text = folded(input.value.trim());
            if (!text) return;
            const ways = [
                function (o) { return folded(o.label) === text || o.value.toLowerCase() === text; },
                function (o) { return folded(o.label).startsWith(text); }, function (o) { return folded(o.label).includes(text); },
            ];
            for (const fits of ways) {
                const found = options.filter(fits);
                if (found.length === 1) { add(found[0], input); return; }
                if (found.length) { said[1](found.length + " Gebiete passen; schreiben Sie mehr vom Namen."); return; }
            }
            said[1]("Kein Gebiet dieser Raumebene heißt „" + input.value.trim() + "“.");
        }

        function chip(key) {
            return h("li", { key: key }, h("button", {
                type: "button", className: "marke-weg", "aria-label": (names.get(key) || key) + " abwählen",
                onClick: function () { props.setProps({ value: value.filter(function (k) { return k !== key; }) }); },
            }, names.get(key) || key));
        }

        const all = h("li", { key: "alle" }, h("button", {
            type: "button", className: "marke-weg alle", onClick: function () { props.setProps({ value: [] }); },
        }, value.length > MOST_CHIPS ? "alle " + value.length + " abwählen" : "alle abwählen"));
        return h("div", { className: "feld gebietswahl " + (props.className || ""), id: props.id },
            h("label", { htmlFor: field }, props.label),
            h("input", { id: field, list: list, placeholder: props.placeholder, autoComplete: "off", onInput: typed, onKeyDown: entered, className: "textfeld" }),
            h("datalist", { id: list }, options.map(function (o) { return h("option", { key: o.value, value: o.label }); })),
            h("p", { className: "meldung", role: "status" }, said[0]),
            value.length ? h("ul", { className: "marken", "aria-label": "Ausgewählte Gebiete" }, value.slice(0, MOST_CHIPS).map(chip).concat([all])) : null);
    }

    window.atlas_native = { Choice: Choice, OneOf: OneOf, Several: Several, Slider: Slider, Entry: Entry, AreaPicker: AreaPicker, folded: folded };
})();
