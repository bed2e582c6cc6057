/* Says exactly when the picture of one matrix and period was rendered: for benchmarks, browser tests and nobody else. */
(function () {
    "use strict";
    const renders = [], waiting = [], MOST = 200;

    /** entry: {map, matrix, period, start, end}; start is when the component got the change, end the render that shows it. */
    function record(entry) {
        entry.ms = entry.end - entry.start;
        renders.push(entry);
        if (renders.length > MOST) renders.shift();
        performance.measure("atlas-map-render", { start: entry.start, end: entry.end, detail: { matrix: entry.matrix, period: entry.period } });
        for (let i = waiting.length - 1; i >= 0; i--) if (waiting[i].fits(entry)) waiting.splice(i, 1)[0].resolve(entry);
    }

    /** Promise of the first render of this matrix (end of its URL) and period at or after `since` (performance.now()). */
    function wait(matrix, period, since) {
        const from = since || 0;
        function fits(entry) { return entry.end >= from && entry.matrix.endsWith(matrix) && (period === undefined || period === null || entry.period === period); }
        const known = renders.find(fits);
        if (known) return Promise.resolve(known);
        return new Promise(function (resolve) { waiting.push({ fits: fits, resolve: resolve }); });
    }

    window.atlasMapTimings = { renders: renders, record: record, wait: wait };
})();
