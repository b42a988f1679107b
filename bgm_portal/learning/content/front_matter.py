"""Reading the front matter: every scalar is text, nothing is guessed, nothing is referred to.

Stock YAML turns `1.10` into 1.1 and `no` into False, keeps the last of two equal keys, and lets a
few lines of references fill the memory. So only the tree of nodes is used here.
"""

import re

import yaml

from .document import Head
from .findings import Finder, Rule
from .keys import fresh

FENCE = "---"
LARGEST = 20_000
COMMENT = re.compile(r"#.*")
BLOCK = ("|", ">")


def read(lines: list[str], find: Finder) -> tuple[Head, int]:
    """Return the front matter and the number of the first line after it."""
    nothing = Head(values={}, lines={})
    if not lines or lines[0].rstrip() != FENCE:
        find(Rule.NO_FRONT_MATTER, 1)
        return nothing, 0
    end = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if end is None:
        find(Rule.NO_FRONT_MATTER_END, 1)
        return nothing, len(lines)
    return _head("\n".join(lines[1:end]), find), end + 1


def _head(text: str, find: Finder) -> Head:
    values: dict[str, str | tuple[str, ...]] = {}
    where: dict[str, int] = {}
    pairs = _pairs(text, find)
    raw = []
    for key, value in pairs:
        name, line = str(key.value), key.start_mark.line + 2  # from nought, after the fence
        read_value = _value(value)
        if read_value is None:
            find(Rule.NOT_PLAIN, line, name=name)
            raw.append((value.start_mark.index, value.end_mark.index))
            read_value = text[value.start_mark.index : value.end_mark.index].strip()
        if name in values:
            find(Rule.DOUBLE_KEY, line, name=name)
            if read_value == values[name]:
                continue
            name = fresh(name, values)  # kept, as a detail that nobody knows
        values[name], where[name] = read_value, line
    return Head(values=values, lines=where, comments=_comments(text, raw) if pairs else ())


def _comments(text: str, raw: list[tuple[int, int]]) -> tuple[str, ...]:
    """Return every note: what stands between two tokens is blank or a note.

    What is kept as it was written (`raw`) holds its notes itself.
    """
    found, end = [], 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        begin = token.start_mark.index
        is_raw = any(first <= end < last for first, last in raw)
        found += [] if is_raw else COMMENT.findall(text[end:begin])
        end = token.end_mark.index
        if isinstance(token, yaml.ScalarToken) and token.style in BLOCK:
            found += COMMENT.findall(text[begin:end].partition("\n")[0])
    return tuple(found)


def _pairs(text: str, find: Finder) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """Return the entries of the front matter, or none where it cannot be read."""
    if len(text) > LARGEST:
        find(Rule.NOT_YAML, 2)
        return []
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                find(Rule.REFERENCE, event.start_mark.line + 2 if event.start_mark else 1)
                return []
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        find(Rule.NOT_YAML, mark.line + 2 if mark else 1)
        return []
    if not isinstance(root, yaml.MappingNode):
        find(Rule.NOT_YAML, 2)
        return []
    return [(key, value) for key, value in root.value if isinstance(key, yaml.ScalarNode)]


def _value(node: yaml.Node) -> str | tuple[str, ...] | None:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value).strip()
    if isinstance(node, yaml.SequenceNode) and all(
        isinstance(item, yaml.ScalarNode) for item in node.value
    ):
        return tuple(str(item.value).strip() for item in node.value)
    return None
