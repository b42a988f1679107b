"""The inclusive workplace health portal of a public employer."""

#: Said by `flask bgm doctor` and the page about operation; CHANGELOG.md tells what came with it.
__version__ = "0.2.0.dev0"
