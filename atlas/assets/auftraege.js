/* Work that the server does in the background: send it, follow it to its end, wait for the edition that comes of it.
   Routes and answers: atlas/web/inbox.py (state), atlas/web/own_areas.py; atlas/intake/job.py. */
(function (jobs) {
    "use strict";
    const ASK = 400, TIRED = 60000, MISSED = 10; // ms; failed questions in a row while the server renews itself
    const SILENT = { sentences: ["Der Atlas antwortet nicht; prüfen Sie die Verbindung und versuchen Sie es noch einmal."] };

    function later() { return new Promise(function (done) { setTimeout(done, ASK); }); }

    function answer(response) {
        return response.json().catch(function () { return {}; }).then(function (told) {
            return response.ok ? told : Promise.reject(told.sentences ? told : SILENT);
        });
    }

    /** Begins a job; gives its name. */
    function send(path, body) {
        return fetch(path, {
            method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-Atlas": "1" }, body: JSON.stringify(body || {}),
        }).then(answer, function () { return Promise.reject(SILENT); }).then(function (told) { return told.job; });
    }

    /** Asks until the job has ended; gives its last state, or refuses with {sentences}. heard({step, done, of}) meanwhile. */
    function follow(job, heard, missed) {
        return fetch("/lieferungen/auftrag/" + job, { credentials: "same-origin", cache: "no-store" }).then(answer, function () { return null; }).then(function (told) {
            if (!told && (missed || 0) >= MISSED) return Promise.reject(SILENT);
            if (told && told.state === "done") return told;
            if (told && told.state === "failed") return Promise.reject(told);
            if (told) heard(told);
            return later().then(function () { return follow(job, heard, told ? 0 : (missed || 0) + 1); });
        });
    }

    /** Until the server shows this edition: its workers take it one after the other. */
    function shown(edition) {
        const until = Date.now() + TIRED;
        return (function look() {
            return fetch("/lieferungen/stand", { cache: "no-store" }).then(answer).then(function (told) { return told.edition >= edition; }, function () { return false; })
                .then(function (there) { return there || Date.now() > until ? null : later().then(look); });
        })();
    }

    Object.assign(jobs, { send: send, follow: follow, shown: shown });
})(window.atlas_jobs = window.atlas_jobs || {});
