"""JSONPath as RFC 9535 has it: `jsonpath-rfc9535`, mended where it departs from the standard.

The library (1.0.1) takes `false`, `0`, `""` in `[?@]` for absent, `[true]` and `[1]` for equal, compares parenthesised
expressions and negations, and rounds large integers. Each mend below names the section of the RFC that asks for it.
"""

from typing import Final

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathNodeList
from jsonpath_rfc9535.exceptions import JSONPathError, JSONPathSyntaxError, JSONPathTypeError
from jsonpath_rfc9535.filter_expressions import (
    NOTHING,
    ComparisonExpression,
    Expression,
    FilterContext,
    FilterExpressionLiteral,
    FilterQuery,
    FunctionExtension,
    IntegerLiteral,
    RelativeFilterQuery,
)
from jsonpath_rfc9535.function_extensions import ExpressionType
from jsonpath_rfc9535.parse import Parser
from jsonpath_rfc9535.query import JSONPathQuery
from jsonpath_rfc9535.tokens import Token, TokenStream

from scripts.values import same

Query = JSONPathQuery
QueryError = JSONPathError

COMPARED: Final = frozenset({"==", "!=", "<", "<=", ">", ">="})


class _Existence(RelativeFilterQuery):
    """`@...`: selects nodes, whatever their values are (2.3.5.2.1)."""

    __slots__ = ()

    def evaluate(self, context: FilterContext) -> object:
        return JSONPathNodeList(self.query.find(context.current))  # type: ignore[arg-type]


class _Comparison(ComparisonExpression):
    """Equality of values, at any depth, as JSON has it (2.3.5.2.2)."""

    __slots__ = ()

    def evaluate(self, context: FilterContext) -> bool:
        left, right = _single(self.left.evaluate(context)), _single(self.right.evaluate(context))
        nothing = left is NOTHING or right is NOTHING
        equal = left is right if nothing else same(left, right)  # type: ignore[arg-type]
        if self.operator in ("==", "!="):
            return equal is (self.operator == "==")
        if self.operator in ("<=", ">=") and equal:
            return True
        return _less(left, right) if self.operator[0] == "<" else _less(right, left)


class _Group(Expression):
    """An expression in parentheses: a test, and never one side of a comparison (2.3.5.1)."""

    __slots__ = ("inner",)

    def __init__(self, token: Token, inner: Expression) -> None:
        super().__init__(token)
        self.inner = inner

    def __str__(self) -> str:
        return str(self.inner) if str(self.inner).startswith("(") else f"({self.inner})"

    def evaluate(self, context: FilterContext) -> object:
        return self.inner.evaluate(context)


class _Parser(Parser):
    def parse_relative_query(self, stream: TokenStream) -> Expression:
        made = super().parse_relative_query(stream)
        return _Existence(made.token, made.query) if isinstance(made, RelativeFilterQuery) else made

    def parse_infix_expression(self, stream: TokenStream, left: Expression) -> Expression:
        made = super().parse_infix_expression(stream, left)
        if isinstance(made, ComparisonExpression):
            self.check_comparable(made.left)
            self.check_comparable(made.right)
            return _Comparison(made.token, made.left, made.operator, made.right)
        self.check_test(getattr(made, "left", made))
        self.check_test(getattr(made, "right", made))
        return made

    def parse_grouped_expression(self, stream: TokenStream) -> Expression:
        token = stream.current
        inner = super().parse_grouped_expression(stream)
        self.check_test(inner)
        return _Group(token, inner)

    def parse_prefix_expression(self, stream: TokenStream) -> Expression:
        made = super().parse_prefix_expression(stream)
        self.check_test(getattr(made, "right", made))
        return made

    def parse_integer_literal(self, stream: TokenStream) -> Expression:
        # By way of float, as the library does it, 2**53 + 1 would become 2**53.
        text = stream.current.value
        if text.lstrip("-").isdigit():
            super().parse_integer_literal(stream)
            return IntegerLiteral(stream.current, value=int(text))
        return super().parse_integer_literal(stream)

    def check_comparable(self, side: Expression) -> None:
        """Refuse to compare anything but literals, singular queries and functions' values (2.3.5.1)."""
        if not isinstance(side, FilterExpressionLiteral | FilterQuery | FunctionExtension):
            raise JSONPathSyntaxError("only literals, queries and functions can be compared", token=side.token)

    def check_test(self, side: Expression) -> None:
        """Refuse a literal or a function's value as a test (2.3.5.1, 2.4.3)."""
        if isinstance(side, FilterExpressionLiteral):
            raise JSONPathSyntaxError("a literal must be compared", token=side.token)
        if isinstance(side, FunctionExtension):
            function = self.env.function_extensions.get(side.name)
            if function is not None and function.return_type == ExpressionType.VALUE:
                raise JSONPathTypeError(f"the result of {side.name}() must be compared", token=side.token)


class _Environment(JSONPathEnvironment):
    parser_class = _Parser
    # The document's own bound on nesting is lower; actions can deepen it.
    max_recursion_depth = 900


_ENVIRONMENT: Final = _Environment()


def compile_query(text: str) -> Query:
    """Compile a JSONPath expression. Raises `QueryError` when RFC 9535 has no such expression."""
    try:
        return _ENVIRONMENT.compile(text)
    except OverflowError:
        raise QueryError("a number is too large") from None
    except RecursionError:
        raise QueryError("the expression nests too deeply") from None


def prefix(query: Query, length: int) -> Query:
    """Return the query of the first `length` segments."""
    return JSONPathQuery(env=_ENVIRONMENT, segments=query.segments[:length])


def _single(value: object) -> object:
    if isinstance(value, JSONPathNodeList):
        return value[0].value if value else NOTHING
    return value


def _less(left: object, right: object) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return False
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    return isinstance(left, int | float) and isinstance(right, int | float) and left < right
