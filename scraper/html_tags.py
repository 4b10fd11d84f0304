"""What elements of HTML are to a reader of law: a block, a heading, bold print, or nothing to be read."""

# fmt: off
SKIP = frozenset({  # holds no words of the page
    "script", "style", "head", "template", "noscript", "svg", "iframe", "object", "select", "button",
    "textarea", "math", "video", "audio", "canvas", "title",
})
BLOCK = frozenset({  # words before it and in it are apart
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "ul", "ol", "dl", "dt", "dd",
    "li", "blockquote", "pre", "form", "fieldset", "figure", "figcaption", "center", "address", "details",
    "summary", "table", "thead", "tbody", "tfoot", "tr", "caption", "hr", "body", "html", "h1", "h2", "h3",
    "h4", "h5", "h6", "dir", "menu",
})
# fmt: on
LEVEL = {f"h{n}": n for n in range(1, 7)}
STRONG = frozenset({"b", "strong"})
