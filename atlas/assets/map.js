/* The Dash component AtlasMap (atlas/components/map.py): a frame that React keeps, a controller that draws in it. */
(function (atlas) {
    "use strict";

    function AtlasMap(props) {
        const React = window.React, h = React.createElement;
        const stage = React.useRef(null), message = React.useRef(null), controller = React.useRef(null), latest = React.useRef(props);
        latest.current = props;

        React.useEffect(function () {
            const made = controller.current = new atlas.Controller(
                stage.current, function (outputs) { latest.current.setProps(outputs); }, function (text) { message.current.textContent = text; });
            made.update(latest.current);
            return function () { controller.current = null; made.destroy(); };
        }, []);
        React.useEffect(function () { if (controller.current) controller.current.update(props); });

        function key(event) {
            if (event.altKey || event.ctrlKey || event.metaKey) return;
            if (controller.current && controller.current.key(event.key)) event.preventDefault();
        }

        function button(name, sign, title) {
            return h("button", { type: "button", "aria-label": title, title: title, onClick: function () { controller.current.key(name); } }, sign);
        }

        const note = (typeof props.id === "string" ? props.id : "atlas-map") + "-note";
        return h("section", { id: props.id, className: "atlas-map " + (props.className || ""), "aria-label": props.label || "Karte" },
            h("div", {
                className: "atlas-map-stage", ref: stage, tabIndex: 0, role: "application", onKeyDown: key,
                "aria-label": props.label || "Karte", "aria-describedby": note,
            }),
            props.picture ? h("img", { className: "atlas-map-picture", src: props.picture, alt: "" }) : null,
            h("div", { className: "atlas-map-buttons" },
                button("+", "+", "Karte vergr\u00f6\u00dfern"), button("-", "\u2212", "Karte verkleinern"), button("Home", "\u2302", "Ganze Kommune zeigen")),
            h("p", { className: "atlas-map-message", role: "status", ref: message }),
            h("p", { className: "atlas-map-note", id: note }, props.note),
            props.background && props.background.attribution ? h("p", { className: "atlas-map-attribution" }, props.background.attribution) : null);
    }

    /** Draws `changes` (props) on the map with this id at once, before Dash has heard of them; see docs/map.md. */
    atlas.show = function (id, changes) {
        const frame = document.getElementById(id), stage = frame && frame.querySelector(".atlas-map-stage");
        if (stage && stage.atlasMap) stage.atlasMap.show(changes);
    };

    atlas.AtlasMap = AtlasMap;
})(window.atlas_map = window.atlas_map || {});
