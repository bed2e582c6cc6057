"""Small parts that several pages share: panels that can fill the page, notices, empty states."""

from dash import html


def panel(title: str, children, name: str):
    """A titled part of a page with a button that lets it fill the page (assets/rahmen.js)."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2(title),
                    html.Button(
                        "Vergrößern",
                        className="gross",
                        **{"data-gross": name, "aria-label": f"{title} vergrößern", "aria-pressed": "false"},
                    ),
                ],
                className="teilkopf",
            ),
            *(children if isinstance(children, list) else [children]),
        ],
        className=f"teil teil-{name}",
        **{"aria-label": title},
    )


def notice_list(notices: tuple[str, ...]):
    """Sentences on what an address asked for and could not have."""
    if not notices:
        return html.Div()
    return html.Ul([html.Li(n) for n in notices], className="hinweise", role="status")


def empty(sentence: str):
    """An empty state: what is not there and what to do."""
    return html.Div(html.P(sentence), className="leer", role="status")
