/* From matrix and props to what is drawn and said; no drawing, no loading. `row0` is where the shown period begins in a plane. */
(function (atlas) {
    "use strict";
    const SECRET = 3; // the code of the status
    const UNCLASSED = 254, PLAIN = "#E8ECEE", EVEN = "#D3E3EC", LARGEST = 30, LEAST = 2.5; // pixels: radius of the greatest count; of none
    const ABOVE = { fill: "rgba(14,94,138,0.78)", edge: "#FFFFFF", width: 0.8, hollow: false };
    const NONE = { fill: "#FFFFFF", edge: "#4A5B65", width: 1, hollow: true };
    const BELOW = { fill: "rgba(255,255,255,0.85)", edge: "#8A560A", width: 2.5, hollow: true };

    function period(matrix, props) { return Math.min(Math.max(props.period || 0, 0), matrix.rows - 1); }

    /** What the matrix says of itself, since a prop may lag behind it. */
    function mode(matrix, props) {
        const kind = matrix.header.kind || props.mode;
        return kind === "circle" ? "circle" : "fill";
    }

    /** Class colours of a period: the matrix's own, else the prop (a list, or a list of lists, one a period). */
    function classColours(matrix, props, at) {
        const own = (matrix.header.periods[at] || {}).colours || matrix.header.colours;
        if (own) return own;
        const asked = props.colours || [];
        return Array.isArray(asked[0]) ? asked[at] || [] : asked;
    }

    /** One colour an area: its class, else the ground of its status. Circles stand on plain areas; areas too few for classes are all alike. */
    function colours(matrix, props) {
        const at = period(matrix, props), row0 = at * matrix.columns, styles = props.styles || {};
        const circled = mode(matrix, props) === "circle", classes = circled ? [] : classColours(matrix, props, at);
        const out = new Array(matrix.columns);
        for (let a = 0; a < matrix.columns; a++) {
            const code = matrix.classes[row0 + a];
            if (code < UNCLASSED) out[a] = classes[code] || PLAIN;
            else if (code === UNCLASSED) out[a] = circled ? PLAIN : EVEN;
            else out[a] = (styles[matrix.statuses[row0 + a]] || {}).ground || PLAIN;
        }
        return out;
    }

    /** [{style, rows}] of the statuses of the period that are hatched, areas with an outline only; style.over: on a class. */
    function patterns(matrix, props, geometry) {
        const row0 = period(matrix, props) * matrix.columns, parts = new Map(), fill = mode(matrix, props) === "fill";
        for (const a of geometry.ids) {
            const status = matrix.statuses[row0 + a], style = (props.styles || {})[status];
            if (!style || !style.lines) continue;
            const over = fill && matrix.classes[row0 + a] < UNCLASSED, name = status + (over ? "+" : "");
            if (!parts.has(name)) parts.set(name, { style: Object.assign({}, style, { over: over }), rows: [] });
            parts.get(name).rows.push(a);
        }
        return Array.from(parts.values());
    }

    /** What is written on the areas of a period that are too few for classes: value with unit, or the word of the status; else null. */
    function values(matrix, props) {
        const header = matrix.header, at = period(matrix, props), row0 = at * matrix.columns;
        if (!header.periods[at].labelled) return null;
        return Array.from({ length: matrix.columns }, function (_, a) {
            if (matrix.classes[row0 + a] !== atlas.NO_NUMBER) return printed(matrix, row0 + a, matrix.header.unit_short);
            return ((props.styles || {})[matrix.statuses[row0 + a]] || {}).word || "";
        });
    }

    function printed(matrix, at, unit) {
        const value = atlas.german(matrix.printed[at], matrix.header.decimals || 0, Boolean(matrix.header.signed));
        return value + (unit ? "\u00a0" + unit : "");
    }

    const greatest = new WeakMap(); // matrix -> greatest number of all its periods: circles compare between years
    function largestOf(matrix) {
        if (!greatest.has(matrix)) {
            let most = 1;
            matrix.printed.forEach(function (number, i) {
                if (matrix.classes[i] !== atlas.NO_NUMBER) most = Math.max(most, Math.abs(number));
            });
            greatest.set(matrix, most);
        }
        return greatest.get(matrix);
    }

    /** Proportional circles (area ~ number), greatest first; hollow below nothing; null where fills are shown. */
    function circles(matrix, props, geometry, labels) {
        if (mode(matrix, props) !== "circle" || !labels) return null;
        const reach = (props.circle || {}).largest || LARGEST, row0 = period(matrix, props) * matrix.columns, most = largestOf(matrix);
        const r = new Float64Array(matrix.columns), look = [], order = [];
        for (const a of labels.rows) {
            const number = matrix.printed[row0 + a];
            if (matrix.classes[row0 + a] === atlas.NO_NUMBER) continue;
            r[a] = number ? reach * Math.sqrt(Math.abs(number) / most) : LEAST;
            look[a] = number > 0 ? ABOVE : number < 0 ? BELOW : NONE;
            order.push(a);
        }
        order.sort(function (a, b) { return r[b] - r[a]; });
        return { x: labels.x, y: labels.y, r: r, look: look, order: order };
    }

    /** Tooltip of an area: [[class, text]]: its name, the printed value with unit, n, the word of its status. */
    function says(row, matrix, bases, props, name) {
        const out = [["atlas-map-name", name]];
        if (!matrix || row >= matrix.columns) return out;
        const at = period(matrix, props) * matrix.columns + row, status = matrix.statuses[at];
        if (matrix.classes[at] !== atlas.NO_NUMBER) {
            out.push(["atlas-map-value", printed(matrix, at, matrix.header.unit)]);
            const part = matrix.split ? matrix.split[at] : 0; // on areas that numbers were converted to
            if (part) out.push(["atlas-map-status", "gesch\u00e4tzt, zu " + part + "\u00a0% aus geteilten Gebieten"]);
        }
        const word = ((props.styles || {})[status] || {}).word;
        const rule = status === SECRET && matrix.header.secret_by; // in the house only
        if (status !== 0 && word) out.push(["atlas-map-status", word + (rule ? ": " + rule : "")]);
        const n = matrix.base ? matrix.base[at] : bases && bases.columns === matrix.columns && bases.rows === matrix.rows &&
            bases.classes[at] !== atlas.NO_NUMBER ? bases.printed[at] : undefined;
        if (n !== undefined && n !== false && n !== null) out.push(["atlas-map-base", "n\u00a0=\u00a0" + atlas.german(n, 0)]);
        return out;
    }

    function facilitySays(facility) {
        const p = facility.properties, out = [["atlas-map-name", p.name], ["atlas-map-status", facility.label || p.type]];
        if (p.places) out.push(["atlas-map-base", p.places + "\u00a0Pl\u00e4tze"]);
        return out;
    }

    atlas.picture = {
        period: period, colours: colours, patterns: patterns, circles: circles, values: values, largest: largestOf, says: says, facilitySays: facilitySays,
        PLAIN: PLAIN, LARGEST: LARGEST, LOOKS: { above: ABOVE, none: NONE, below: BELOW },
    };
})(window.atlas_map = window.atlas_map || {});
