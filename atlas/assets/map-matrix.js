/* Reads the binary matrix (atlas/web/transport.py, docs/map.md): all periods of one indicator on one level. */
(function (atlas) {
    "use strict";
    const NO_NUMBER = 255;
    const kept = new Map(); // url -> promise of a matrix; the newest last
    const decoded = new WeakMap(); // promise -> its matrix, once it is there
    const KEPT = 24;

    function numbers(bytes, start, rows, columns) {
        const count = rows * columns;
        const out = new Int32Array(count);
        const b1 = start + count, b2 = b1 + count, b3 = b2 + count;
        for (let i = 0; i < count; i++) {
            const u = (bytes[start + i] | (bytes[b1 + i] << 8) | (bytes[b2 + i] << 16) | (bytes[b3 + i] << 24)) >>> 0;
            const step = (u >>> 1) ^ -(u & 1);
            out[i] = i < columns ? step : (out[i - columns] + step) | 0;
        }
        return out;
    }

    function codes(bytes, start, rows, columns) {
        const out = new Uint8Array(rows * columns);
        for (let a = 0, at = start; a < columns; a++) {
            for (let p = 0; p < rows; p++) out[p * columns + a] = bytes[at++];
        }
        return out;
    }

    /** buffer: ArrayBuffer -> {header, rows, columns, printed, classes, statuses, ...}; a plane is flat, period by period. */
    function decode(buffer) {
        const bytes = new Uint8Array(buffer);
        if (bytes[0] !== 83 || bytes[1] !== 82 || bytes[2] !== 65 || bytes[3] !== 49) throw new Error("not a matrix");
        let at = 8 + new DataView(buffer).getUint32(4, true);
        const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, at)));
        const [rows, columns] = header.shape;
        const matrix = { header: header, rows: rows, columns: columns };
        for (const plane of header.planes) {
            const size = rows * columns * (plane.type === "i4" ? 4 : 1);
            if (at + size > bytes.length) throw new Error("matrix is cut off");
            matrix[plane.name] = (plane.type === "i4" ? numbers : codes)(bytes, at, rows, columns);
            at += size;
        }
        return matrix;
    }

    /** The matrix behind a URL; fetched once and kept, so that a step back costs nothing. */
    function matrix(url) {
        let promise = kept.get(url);
        if (promise) kept.delete(url);
        else {
            promise = fetch(url, { credentials: "same-origin" }).then(function (answer) {
                if (!answer.ok) throw new Error(answer.status + " " + url);
                return answer.arrayBuffer();
            }).then(decode);
            promise.then(function (found) { decoded.set(promise, found); }, function () { kept.delete(url); });
        }
        kept.set(url, promise);
        if (kept.size > KEPT) kept.delete(kept.keys().next().value);
        return promise;
    }

    /** The matrix behind a URL if it is already there, else undefined: for a picture in the same moment as the click. */
    function matrixNow(url) { return decoded.get(kept.get(url)); }

    /** A matrix that the page makes itself: shown like one that was fetched from this address. */
    function put(url, matrix) {
        const promise = Promise.resolve(matrix);
        decoded.set(promise, matrix);
        kept.set(url, promise);
        if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    }

    /** 12345, 1, signed -> "1.234,5"; the minus is U+2212, as on paper. */
    function german(printed, decimals, signed) {
        const digits = String(Math.abs(printed)).padStart(decimals + 1, "0");
        const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ".");
        const sign = printed < 0 ? "\u2212" : signed && printed > 0 ? "+" : "";
        return sign + whole + (decimals ? "," + digits.slice(digits.length - decimals) : "");
    }

    atlas.decode = decode;
    atlas.matrix = matrix;
    atlas.matrixNow = matrixNow;
    atlas.matrixPut = put;
    atlas.german = german;
    atlas.NO_NUMBER = NO_NUMBER;
})(window.atlas_map = window.atlas_map || {});
