"""Small changes of a module's source, each of which some test should notice.

Changed is what stands in functions: comparisons, conditions, calls left out, arguments left out, what is returned,
numbers, truth values and texts of one word. Left alone are docstrings, annotations, sentences and messages for people
(arguments of ``_`` and its kin: other tests hold the catalogue), and what runs when a module is imported.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MESSAGES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "format_html"}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}
Change = Callable[[], None]


@dataclass(frozen=True)
class Mutant:
    """One change: the number by which ``mutated`` makes it again, its line and what it does."""

    number: int
    line: int
    what: str


class _Sites:
    """Every change that could be made to a tree, each as a function that makes it."""

    def __init__(self, tree: ast.Module) -> None:
        self.found: list[tuple[int, str, Change]] = []
        for node in _outermost_functions(tree):
            self._children(node, "body", node.body)

    def _add(self, node: ast.AST, what: str, change: Change) -> None:
        self.found.append((node.lineno, what, change))  # type: ignore[attr-defined]

    def _visit(self, node: ast.AST) -> None:
        handler = getattr(self, f"_of_{type(node).__name__}", None)
        if handler is not None:
            handler(node)
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "type_comment"}:
                continue
            self._children(node, name, value)

    def _children(self, node: ast.AST, name: str, value: object) -> None:
        if isinstance(value, ast.AST):
            if isinstance(value, ast.expr):
                self._expression(node, name, None, value)
            self._visit(value)
        elif isinstance(value, list):
            inner = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and name == "body"
            kept = _without_docstring(value) if inner else value
            for at, child in enumerate(value):
                if child not in kept or not isinstance(child, ast.AST):
                    continue
                if _is_message(node) and name == "args":
                    continue
                if isinstance(child, ast.stmt):
                    self._statement(value, at, child)
                elif isinstance(child, ast.expr):
                    self._expression(node, name, at, child)
                self._visit(child)

    def _statement(self, body: list[ast.stmt], at: int, child: ast.stmt) -> None:
        def put(new: ast.stmt) -> Change:
            return lambda: body.__setitem__(at, ast.copy_location(new, child))

        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Call):
            self._add(child, "call left out", put(ast.Pass()))
        elif isinstance(child, ast.AugAssign | ast.Raise):
            self._add(child, f"{type(child).__name__.lower()} left out", put(ast.Pass()))
        elif isinstance(child, ast.Continue):
            self._add(child, "continue turned into break", put(ast.Break()))
        elif isinstance(child, ast.Break):
            self._add(child, "break turned into continue", put(ast.Continue()))
        elif isinstance(child, ast.Assign) and isinstance(child.targets[0], ast.Attribute):
            self._add(child, "assignment left out", put(ast.Pass()))

    def _expression(self, node: ast.AST, name: str, at: int | None, child: ast.expr) -> None:
        """Changes that put another expression into the place of this one."""

        def put(new: ast.expr) -> Change:
            ast.copy_location(new, child)
            if at is None:
                return lambda: setattr(node, name, new)
            return lambda: getattr(node, name).__setitem__(at, new)

        if isinstance(child, ast.UnaryOp) and isinstance(child.op, ast.Not):
            self._add(child, "not left out", put(child.operand))
        elif isinstance(child, ast.BoolOp):
            for operand in range(len(child.values)):
                rest = [value for number, value in enumerate(child.values) if number != operand]
                new = rest[0] if len(rest) == 1 else ast.BoolOp(op=child.op, values=rest)
                self._add(child.values[operand], "operand left out", put(new))
        if name == "test" and not isinstance(child, ast.Constant):
            self._add(child, "condition turned round", put(ast.UnaryOp(op=ast.Not(), operand=child)))
        if isinstance(node, ast.Return) and not (isinstance(child, ast.Constant) and child.value is None):
            self._add(child, "returns None", put(ast.Constant(value=None)))

    def _of_Compare(self, node: ast.Compare) -> None:  # noqa: N802 - named after the node
        for at, operator in enumerate(node.ops):
            for other in COMPARISONS[type(operator)]:
                what = f"{type(operator).__name__} turned into {other.__name__}"
                self._add(node, what, lambda at=at, other=other: node.ops.__setitem__(at, other()))  # type: ignore[misc]

    def _of_BoolOp(self, node: ast.BoolOp) -> None:  # noqa: N802
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        self._add(node, f"{type(node.op).__name__} turned into {type(other).__name__}",
                  lambda: setattr(node, "op", other))

    def _of_BinOp(self, node: ast.BinOp) -> None:  # noqa: N802
        other = ARITHMETIC.get(type(node.op))
        if other is not None:
            self._add(node, f"{type(node.op).__name__} turned into {other.__name__}",
                      lambda: setattr(node, "op", other()))

    def _of_Constant(self, node: ast.Constant) -> None:  # noqa: N802
        value = node.value
        new: object
        if isinstance(value, bool):
            new = not value
        elif isinstance(value, int):
            new = value + 1
        elif isinstance(value, str) and " " not in value:
            new = f"{value}XX"
        else:
            return
        self._add(node, f"{value!r} turned into {new!r}", lambda: setattr(node, "value", new))

    def _of_Call(self, node: ast.Call) -> None:  # noqa: N802
        if _is_message(node):
            return
        for keyword in node.keywords:
            if keyword.arg is not None:
                self._add(keyword, f"argument {keyword.arg} left out", lambda keyword=keyword:  # type: ignore[misc]
                          node.keywords.remove(keyword))

    def _of_comprehension(self, node: ast.comprehension) -> None:
        for condition in node.ifs:
            self._add(condition, "filter left out", lambda condition=condition: node.ifs.remove(condition))  # type: ignore[misc]


def _outermost_functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    todo: list[ast.AST] = list(tree.body)
    while todo:
        node = todo.pop(0)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
        else:
            todo[:0] = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0] if body else None
    has = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    return body[1:] if has else body


def _is_message(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MESSAGES


def mutants_of(source: str) -> list[Mutant]:
    """Every mutant of a module, in the order of the source."""
    sites = _Sites(ast.parse(source)).found
    return [Mutant(number, line, what) for number, (line, what, _change) in enumerate(sites)]


def mutated(source: str, number: int) -> ast.Module:
    """The tree of the module with one change made."""
    tree = copy.deepcopy(ast.parse(source))
    _Sites(tree).found[number][2]()
    return ast.fix_missing_locations(tree)
