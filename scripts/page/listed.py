"""Listed fields: what a list or a table of a page says of one name, before its place in the body is known."""

from attrs import Factory, define

from scripts.page.enumeration import allowed_values, typed_value
from scripts.page.facts import Origin, Parameter
from scripts.page.notes import Notes
from scripts.values import Json


@define
class Listed:
    """One row.

    `level`: how deep it stands, where the page tells (0 is the body's root). `chained`: it stands directly within the
    row before it. `count`: how many members the page says it has. `enum_lines`, `default_text`: as written.
    `enumerated`: its type says that it is. `named`: numbers that the description of the row gives a meaning each.
    `alternatives`: the union behind `anyOf`, where the page tells it.
    `shown`: values that the page gives as examples of this field alone. `path`, `parent`, `enum_values` and
    `default_value`: where the page states them outright.
    """

    name: str
    line: int
    origin: Origin = "list"
    type: str | None = None
    count: int | None = None
    required: bool | None = None
    default_text: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    enum_lines: list[tuple[int, str]] = Factory(list)
    shown: list[Json] = Factory(list)
    named: list[Json] = Factory(list)
    alternatives: str | None = None
    enumerated: bool = False
    place: str | None = None
    level: int | None = None
    chained: bool = False
    path: str | None = None
    parent: str = ""
    enum_values: list[Json] | None = None
    default_value: Json = None

    @property
    def stated(self) -> bool:
        """Tell whether this row states a type; what a form sends only shows one."""
        return self.type is not None and self.origin != "example"

    def default(self) -> Json:
        """The default, as a value of this field's type."""
        if self.default_value is not None:
            return self.default_value
        return None if self.default_text is None else typed_value(self.default_text, self.type)

    def enum(self, known: list[Json], notes: Notes) -> list[Json] | None:
        """The allowed values; `known` are values that examples show of this field."""
        if self.enum_values is not None:
            return self.enum_values
        if self.enumerated and not self.enum_lines:
            notes.warn(self.line, f"`{self.name}` is an enumeration, and its allowed values are not found")
        shown = [*known, *self.shown, self.default()]
        return allowed_values(self.enum_lines, self.name, self.type or "string", shown, notes)

    def parameter(self, place: str, notes: Notes) -> Parameter:
        """Take this row for a parameter that stands in `place`."""
        return Parameter(
            self.name,
            place,
            self.type,
            # OpenAPI knows no optional path parameter, but what the page says is what counts here.
            self.required,
            self.default(),
            self.minimum,
            self.maximum,
            self.enum([], notes),
            self.line,
            self.stated,
        )
