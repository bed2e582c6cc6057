/* Native controls for Dash (atlas/components/native.py): a select, and a picker of areas with suggestions and chips. */
(function () {
    "use strict";
    const h = function () { return window.React.createElement.apply(null, arguments); };

    function Choice(props) {
        const field = props.id + "-feld";
        return h("div", { className: "feld " + (props.className || ""), id: props.id },
            h("label", { htmlFor: field }, props.label),
            h("select", { id: field, value: props.value, onChange: function (e) { props.setProps({ value: e.target.value }); } },
                (props.options || []).map(function (o) { return h("option", { key: o.value, value: o.value }, o.label); })));
    }

    function AreaPicker(props) {
        const field = props.id + "-feld", list = props.id + "-liste";
        const options = props.options || [], value = props.value || [];
        const names = new Map(options.map(function (o) { return [o.value, o.label]; }));

        function take(event) {
            const said = event.target.value.trim().toLowerCase();
            const found = options.filter(function (o) { return o.label.toLowerCase() === said || o.value.toLowerCase() === said; });
            if (found.length !== 1) return;
            event.target.value = "";
            if (!value.includes(found[0].value)) props.setProps({ value: value.concat([found[0].value]), focus: found[0].value });
        }

        return h("div", { className: "feld gebietswahl " + (props.className || ""), id: props.id },
            h("label", { htmlFor: field }, props.label),
            h("input", { id: field, list: list, placeholder: props.placeholder, autoComplete: "off", onInput: take, onChange: take, className: "textfeld" }),
            h("datalist", { id: list }, options.map(function (o) { return h("option", { key: o.value, value: o.label }); })),
            value.length ? h("ul", { className: "marken" }, value.slice(0, 12).map(function (key) {
                return h("li", { key: key }, h("button", {
                    type: "button", className: "marke-weg", "aria-label": (names.get(key) || key) + " abwählen",
                    onClick: function () { props.setProps({ value: value.filter(function (k) { return k !== key; }) }); },
                }, names.get(key) || key));
            }).concat([h("li", { key: "alle" }, h("button", {
                type: "button", className: "marke-weg alle", onClick: function () { props.setProps({ value: [] }); },
            }, value.length > 12 ? "alle " + value.length + " abwählen" : "alle abwählen"))])) : null);
    }

    window.atlas_native = { Choice: Choice, AreaPicker: AreaPicker };
})();
