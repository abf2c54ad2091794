"""Every verb of src/carepost/actions, and the rule it asks first: found in the code, so that no verb is forgotten."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from uuid import UUID

from carepost import actions
from carepost.actions import permissions
from carepost.ground.kernel import Actor, NotPermitted, Role

ABOVE = "carepost.actions."
NOBODY = UUID(int=0)
# What a list is called holds the id of whose list it is.
NAMED_IDS = {("conversations.lists.list_conversations", "name"), ("conversations.lists.count_new", "name")}

Function = Callable[..., object]
Rule = Callable[[Actor], None]


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be done. `name` is a module and function below `carepost.actions`."""

    name: str
    function: Function
    rule: Rule

    @property
    def ids(self) -> tuple[str, ...]:
        """The arguments that name rows, which somebody of another practice may have got hold of."""
        given = inspect.signature(self.function).parameters
        return tuple(one for one in given if one.endswith("_id") or (self.name, one) in NAMED_IDS)

    @property
    def needs(self) -> tuple[str, ...]:
        """What it has to be given, besides who acts."""
        given = inspect.signature(self.function).parameters.values()
        return tuple(one.name for one in given if one.default is one.empty and one.name != "actor")

    @property
    def does(self) -> str:
        """Its docstring's first sentence, or its name in words."""
        words = " ".join((self.function.__doc__ or "").split())
        return words.partition(". ")[0].rstrip(".") or self.function.__name__.replace("_", " ").capitalize()

    def may(self, role: Role | None) -> bool:
        """Whether a member of that role may, by the rule; None is Carepost itself."""
        return passes(self.rule, role)


def passes(rule: Rule, role: Role | None) -> bool:
    """The rule, asked with somebody made up."""
    kind = "system" if role is None else "member"
    try:
        rule(Actor(practice_id=NOBODY, kind=kind, id=str(NOBODY), name="", role=role, person_id=NOBODY))
    except NotPermitted:
        return False
    return True


def verbs() -> list[Verb]:
    """Every public function that says who acts (`actor`, keyword-only); LookupError for one that asks no rule."""
    found = []
    for name, function in _functions():
        rule = rule_of(function)
        if rule is None:
            raise LookupError(f"{name} asks no rule of carepost.actions.permissions whether its actor may")
        found.append(Verb(name, function, rule))
    return found


def _functions() -> Iterator[tuple[str, Function]]:
    for module in pkgutil.walk_packages(actions.__path__, ABOVE):
        for name, one in vars(import_module(module.name)).items():
            if inspect.isfunction(one) and one.__module__ == module.name and _is_verb(name, one):
                yield f"{module.name.removeprefix(ABOVE)}.{name}", one


def _is_verb(name: str, function: Function) -> bool:
    actor = inspect.signature(function).parameters.get("actor")
    return not name.startswith("_") and actor is not None and actor.kind is inspect.Parameter.KEYWORD_ONLY


def rule_of(function: Function) -> Rule | None:
    """The first rule that it, or what it hands its actor to, asks."""
    for call in _calls(function):
        called = inspect.unwrap(function).__globals__.get(call)
        if not inspect.isfunction(called) or not called.__module__.startswith(ABOVE):
            continue
        if called.__module__ == permissions.__name__:
            return called
        if rule := rule_of(called):
            return rule
    return None


def _calls(function: Function) -> list[str]:
    """The names of what is called with `actor`, in the order written."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    calls.sort(key=lambda node: (node.lineno, node.col_offset))
    return [call.func.id for call in calls if isinstance(call.func, ast.Name) and _is_given_the_actor(call)]


def _is_given_the_actor(call: ast.Call) -> bool:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(isinstance(one, ast.Name) and one.id == "actor" for one in given)
