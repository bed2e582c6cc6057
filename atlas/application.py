"""create_app(folder): the Dash application over one open city; pages, charts and exports are found by folder scan."""

import os
from pathlib import Path

from dash import Dash, dcc, html, page_container, register_page
from flask_compress import Compress

from atlas import colours
from atlas.city import City, open_city
from atlas.components import chrome
from atlas.components.map import static_routes
from atlas.publishing.public import open_public
from atlas.web import (
    answering,
    inbox,
    own_areas,
    publishing,
    report_texts,
    reports,
    routes,
    scripts,
    stories,
    templates,
)
from atlas.web.first_paint import first_paint
from indicators.plugins import discover


def create_app(folder: Path | str | None = None) -> Dash:
    """The application for the city in `folder` (default: `ATLAS_CITY`), or for the public edition of `ATLAS_PUBLIC`.

    A second application in one process would lose callbacks to the first; other towns run as processes of their own.
    """
    place = Path(folder or os.environ.get("ATLAS_CITY", "data/musterstadt"))
    shown = os.environ.get("ATLAS_PUBLIC", "") if folder is None else ""
    city = open_public(shown) if shown else open_city(place)
    own = scripts.addresses()
    app = Dash(
        "atlas",
        use_pages=True,
        pages_folder="",
        include_assets_files=False,
        external_scripts=[own["js"]],
        external_stylesheets=[own["css"]],
        title=city.head.title,
        update_title="",
        suppress_callback_exceptions=True,
        serve_locally=True,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    there = discover("atlas.pages").items()
    pages = sorted(
        ((name, page) for name, page in there if not (city.public and getattr(page, "INTERNAL", False))),
        key=lambda item: item[1].ORDER,
    )
    for name, page in pages:
        register_page(
            f"atlas.pages.{name}",
            path=page.PATH,
            title=f"{page.TITLE} – {city.head.title}",
            name=page.TITLE,
            order=page.ORDER,
            layout=_layout(page, city),
        )
        page.callbacks(app, city)
    app.layout = lambda: html.Div(
        [
            dcc.Location(id="address", refresh="callback-nav"),
            chrome.header(city, _navigation(pages), _navigation(pages, upkeep=True)),
            html.Main(page_container, id="inhalt", tabIndex=-1),
            chrome.footer(city),
        ],
        className="atlas",
    )
    chrome.callbacks(app)
    app.index_string = chrome.index(colours.css())
    app.interpolate_index = first_paint(app, city)  # type: ignore[method-assign]  # Dash names this hook for replacing
    scripts.static_routes(app.server)
    static_routes(app.server)
    routes.register(app, city)
    reports.register(app, city, place.resolve())
    if not city.public:
        inbox.register(app, city, place.resolve())
        own_areas.register(app, city, place.resolve())
        answering.register(app, city, place.resolve())
        publishing.register(app, city, place.resolve())
        stories.register(app, city, place.resolve())
        report_texts.register(app, city, place.resolve())
        templates.register(app, city, place.resolve())
    _compress(app)
    _secure(app, city)
    return app


def _navigation(pages, upkeep: bool = False) -> list[tuple[str, str]]:
    """Title and path of the pages that the navigation names, or of those that only look after the data."""
    shown = [page for _, page in pages if page.ORDER < 100]
    return [(page.TITLE, page.PATH) for page in shown if getattr(page, "UPKEEP", False) == upkeep]


def _layout(page, city: City):
    def layout(**query: str):
        return page.layout(city, {k: str(v) for k, v in query.items() if isinstance(v, str)})

    return layout


def _compress(app: Dash) -> None:
    app.server.config["COMPRESS_MIMETYPES"] = [
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
        "application/json",
        "image/svg+xml",
    ]
    app.server.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.server.config["COMPRESS_BR_LEVEL"] = 5
    app.server.config["COMPRESS_STREAMS"] = False
    app.server.config["COMPRESS_CACHE_BACKEND"] = scripts.Kept
    app.server.config["COMPRESS_CACHE_KEY"] = scripts.kept_as
    Compress(app.server)


def _secure(app: Dash, city: City) -> None:
    """Nothing from elsewhere, nothing to elsewhere: a policy without unsafe-eval on every answer."""
    background = city.head.background.get("tiles", "")
    tiles = f" {background.split('/', 3)[0]}//{background.split('/', 3)[2]}" if "://" in background else ""
    policy = "; ".join(
        (
            "default-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob:{tiles}",
            f"connect-src 'self'{tiles}",
            "worker-src 'self' blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )

    @app.server.after_request
    def headers(response):
        scripts = " ".join(app.csp_hashes())  # Dash adds its page router's script with the first request
        response.headers.setdefault("Content-Security-Policy", f"{policy}; script-src 'self' {scripts}")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response
