"""What a browser sends from a form of a page, read from its HTML."""

from html.parser import HTMLParser

Sent = dict[str, list[str]]


class _Form(HTMLParser):
    """The successful controls of one form, by its id."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside, self.sent = form, False, {}
        self.many = False
        self.select: tuple[str, list[str], list[str]] | None = None
        self.area: tuple[str, list[str]] | None = None

    def put(self, name: str | None, value: str | None) -> None:
        if name:
            self.sent.setdefault(name, []).append(value or "")

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form
        if not self.inside or "disabled" in given:
            return
        if tag == "input":
            self._input(given)
        elif tag == "select":
            self.select = (given["name"], [], [])
            self.many = "multiple" in given
        elif tag == "option" and self.select:
            self.select[1].append(given.get("value", ""))
            if "selected" in given:
                self.select[2].append(given.get("value", ""))
        elif tag == "textarea":
            self.area = (given["name"], [])

    def _input(self, given: dict) -> None:
        kind = given.get("type", "text")
        if kind in ("submit", "button") or (kind in ("checkbox", "radio") and "checked" not in given):
            return
        self.put(given.get("name"), given.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            name, known, chosen = self.select
            for one in chosen or ([] if self.many else known[:1]):
                self.put(name, one)
            self.select = None
        elif tag == "textarea" and self.area:
            # A browser drops the first line break and sends the others as it does.
            text = "".join(self.area[1]).removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")
            self.put(self.area[0], text)
            self.area = None
        elif tag == "form":
            self.inside = False


def sent(html: str, form: str = "benefit_form") -> Sent:
    """The names and values that a browser would send from an untouched form."""
    reader = _Form(form)
    reader.feed(html)
    return reader.sent
