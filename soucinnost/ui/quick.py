"""Django's templates with the costly steps of a page done once instead of for each row.

Same language, same output: only expressions, translated constants, addresses and the key of forms are resolved by
shorter ways, chosen when the template is parsed. Whatever the shorter way does not know goes the way of Django. Nothing
that depends on a reader is kept from one answer to the next. Templates being debugged are left to Django.
"""

from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any, NamedTuple
from unicodedata import normalize

from django.template import Origin, Template, TemplateDoesNotExist
from django.template.base import (
    FilterExpression,
    Lexer,
    Node,
    NodeList,
    Parser,
    Token,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.context import Context
from django.template.defaultfilters import date as plain_date
from django.template.defaultfilters import truncatechars
from django.template.defaulttags import CsrfTokenNode, URLNode
from django.template.loaders import base, cached
from django.templatetags.i18n import LanguageNode, TranslateNode
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]
from django.utils.translation import get_language

from soucinnost.ui.addresses import address, realm

_NOWHERE = object()


class Loader(cached.Loader):
    """The caching loader of templates; what it keeps are :class:`QuickTemplate`."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """Return the template; compiled when first asked for in this process. Raises TemplateDoesNotExist."""
        if self.engine.debug:
            return super().get_template(template_name, skip)
        key = self.cache_key(template_name, skip)
        known = self.get_template_cache.get(key)
        if isinstance(known, QuickTemplate):
            return known
        if known is not None:
            raise known(template_name)
        try:
            plain = base.Loader.get_template(self, template_name, skip)
        except TemplateDoesNotExist:
            self.get_template_cache[key] = TemplateDoesNotExist
            raise
        made = QuickTemplate(plain.source, plain.origin, plain.name, self.engine)
        self.get_template_cache[key] = made
        return made


class QuickTemplate(Template):
    """A template whose nodes are those of this module where there is one."""

    def compile_nodelist(self) -> NodeList:
        """Parse the source; Django has parsed it before, so that a mistake was told in its words."""
        engine = self.engine
        parser = QuickParser(
            Lexer(self.source).tokenize(), engine.template_libraries, engine.template_builtins, self.origin
        )
        nodes = parser.parse()
        self.extra_data = parser.extra_data
        return nodes


class QuickParser(Parser):
    """Parses into quick expressions and nodes."""

    def compile_filter(self, token: str) -> FilterExpression:
        return QuickExpression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        quicken = _QUICKENED.get(type(node))
        made = node if quicken is None else quicken(node)
        if type(made).render_annotated is Node.render_annotated:  # type: ignore[attr-defined]
            vars(made)["render_annotated"] = made.render  # what the other adds is for debugging
        super().extend_nodelist(nodelist, made, token)


class Around(NamedTuple):
    """What stays the same from the first node of a page to the last, and is asked of Django once."""

    language: str | None
    realm: tuple[Any, ...]
    current_app: str | None


def around(context: Context) -> Around:
    """Language, addresses and namespace in which this context is rendered; kept on the context alone."""
    try:
        found: Around = context.quick_around  # type: ignore[attr-defined]
    except AttributeError:
        found = Around(get_language(), realm(), _current_app(context))
        context.quick_around = found  # type: ignore[attr-defined]
    return found


def look_up(context: Context, path: tuple[str, ...]) -> Any:
    """Resolve ``a.b.c`` as Django does for plain objects and dictionaries.

    ``_NOWHERE`` when the first name is not there at all. Any exception means: ask Django, which knows the rest.
    """
    first = path[0]
    for frame in reversed(context.dicts):
        if first in frame:
            current = frame[first]
            break
    else:
        if hasattr(context, first):
            raise LookupError
        return _NOWHERE
    if callable(current):
        current = _called(current)
    for name in path[1:]:
        if hasattr(type(current), "__getitem__"):
            current = current[name]
        else:
            current = getattr(current, name)
        if callable(current):
            current = _called(current)
    return current


def _called(thing: Any) -> Any:
    """What a template sees of something callable; LookupError where it must not be called."""
    if getattr(thing, "do_not_call_in_templates", False):
        return thing
    if getattr(thing, "alters_data", False):
        raise LookupError
    return thing()


class QuickExpression(FilterExpression):
    """A variable or constant with its filters, whose constant parts were prepared when it was parsed."""

    __slots__ = ("path", "steps")

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        self.path: tuple[str, ...] | None = self.var.lookups if self.is_var else None
        self.steps = tuple(
            (
                _QUICK_FILTERS.get(func, func),
                tuple(_argument(is_looked_up, argument) for is_looked_up, argument in arguments),
                getattr(func, "expects_localtime", False),
                getattr(func, "needs_autoescape", False),
                getattr(func, "is_safe", False),
            )
            for func, arguments in self.filters
        )

    def resolve(self, context: Context, ignore_failures: bool = False) -> Any:
        """Return the value, or what the engine shows for an unknown one; None for it with ``ignore_failures``."""
        if self.is_var:
            value = self._variable(context)
            if value is _NOWHERE:
                if ignore_failures:
                    value = None
                else:
                    value = context.template.engine.string_if_invalid  # type: ignore[union-attr]
                    if value:
                        return value % self.var if "%s" in value else value
        else:
            value = self.var
        for func, arguments, expects_localtime, needs_autoescape, is_safe in self.steps:
            given = [one.resolve(context) if is_looked_up else one for is_looked_up, one in arguments]
            if expects_localtime:
                value = template_localtime(value, context.use_tz)
            made = func(value, *given, autoescape=context.autoescape) if needs_autoescape else func(value, *given)
            value = mark_safe(made) if is_safe and isinstance(value, SafeString) else made  # noqa: S308 - as Django
        return value

    def _variable(self, context: Context) -> Any:
        if self.path is not None and not self.var.translate:
            try:
                return look_up(context, self.path)
            except Exception:  # noqa: BLE001, S110 - Django decides what each of them means
                pass
        try:
            return self.var.resolve(context)
        except VariableDoesNotExist:
            return _NOWHERE


def _quick_truncatechars(value: Any, length: Any) -> Any:
    """Most texts are shorter than where they would be cut."""
    if type(value) is str and type(length) is int:
        text = normalize("NFC", value)
        if len(text) <= length:
            return text
    return truncatechars(value, length)


def _quick_date(value: Any, form: Any = None) -> Any:
    """The form that machines read, without taking the letters of the form one by one."""
    if isinstance(value, date) and form == "Y-m-d":
        return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    return value.isoformat() if isinstance(value, date) and form == "c" else plain_date(value, form)


_QUICK_FILTERS: dict[Any, Callable[..., Any]] = {truncatechars: _quick_truncatechars, plain_date: _quick_date}


def _argument(is_looked_up: bool, argument: Any) -> tuple[bool, Any]:
    """An argument of a filter: constants are resolved now."""
    if not is_looked_up:
        return False, mark_safe(argument)  # noqa: S308 - a constant of the template
    if isinstance(argument, Variable) and argument.lookups is None and not argument.translate:
        return False, argument.literal
    return True, argument


class QuickVariableNode(VariableNode):
    """``{{ … }}``; a plain string needs no more than escaping."""

    def render(self, context: Context) -> str:
        try:
            value = self.filter_expression.resolve(context)
        except UnicodeDecodeError:
            return ""
        kind = type(value)
        if kind is SafeString:
            return value
        if kind is str:
            return escape(value) if context.autoescape else value
        return render_value_in_context(value, context)

    render_annotated = render


class QuickTranslateNode(TranslateNode):
    """``{% translate "…" %}`` of a constant: looked up once a language."""

    def __init__(self, plain: TranslateNode) -> None:
        super().__init__(plain.filter_expression, plain.noop, plain.asvar, plain.message_context)
        self.made: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        key = (around(context).language, context.autoescape)
        made = self.made.get(key)
        if made is None:
            made = self.made[key] = super().render(context)
        return made

    render_annotated = render


class QuickLanguageNode(LanguageNode):
    """``{% language … %}``: what stands inside asks for its language anew, and so does what follows."""

    def __init__(self, plain: LanguageNode) -> None:
        super().__init__(plain.nodelist, plain.language)

    def render(self, context: Context) -> str:
        context.__dict__.pop("quick_around", None)
        try:
            return super().render(context)
        finally:
            context.__dict__.pop("quick_around", None)


class QuickURLNode(URLNode):
    """``{% url … %}`` through :func:`soucinnost.ui.addresses.address`."""

    def __init__(self, plain: URLNode) -> None:
        super().__init__(plain.view_name, plain.args, plain.kwargs, plain.asvar)

    def render(self, context: Context) -> str:
        if self.kwargs:
            return super().render(context)
        name, args = self.view_name.resolve(context), [one.resolve(context) for one in self.args]
        try:
            _language, within, current_app = around(context)
            url = address(name, args, current_app, within)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            url = ""
        if self.asvar:
            context[self.asvar] = url
            return ""
        return escape(url) if context.autoescape else url

    render_annotated = render


def _current_app(context: Context) -> str | None:
    request = getattr(context, "request", None)
    current: Any = getattr(request, "current_app", _NOWHERE)
    if current is _NOWHERE:
        current = getattr(getattr(request, "resolver_match", None), "namespace", None)
    return current


class QuickCsrfTokenNode(CsrfTokenNode):
    """``{% csrf_token %}`` without formatting and escaping a key that is made of letters and digits."""

    def render(self, context: Context) -> str:
        token = str(context.get("csrf_token") or "")
        if not token.isalnum() or token == "NOTPROVIDED":  # noqa: S105 - what Django says where there is no key
            return super().render(context)
        return f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">'

    render_annotated = render


def _translation(node: TranslateNode) -> Node:
    expression = node.filter_expression
    constant = isinstance(expression.var, Variable) and expression.var.lookups is None and not expression.filters
    return QuickTranslateNode(node) if constant and not node.asvar and node.message_context is None else node


_QUICKENED: dict[type[Node], Callable[[Any], Node]] = {
    VariableNode: lambda node: QuickVariableNode(node.filter_expression),
    TranslateNode: _translation,
    URLNode: QuickURLNode,
    LanguageNode: QuickLanguageNode,
    CsrfTokenNode: lambda node: QuickCsrfTokenNode(),
}
