"""A reply for a terminal: words, with each button as a number that can be typed."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from domain.speech import tr
from domain.views import Button, Buttons, Facts, Form, Heading, Item, Paragraph, Quote, Reply, SmallPrint


def clean(text: str) -> str:
    """A person's words without control characters, so that a note can't drive the terminal."""
    return "".join(char if char in "\n\t" or char.isprintable() else "�" for char in text)


def print_reply(reply: Reply, console: Console) -> list[Button]:
    """Print it; gives its buttons in the order of their numbers, which begin at 1."""
    buttons: list[Button] = []

    def numbered(some: tuple[Button, ...], *, indent: str = "") -> None:
        words = Text(indent)
        for button in some:
            buttons.append(button)
            words.append(f"[{len(buttons)}] ", style="bold")
            words.append(f"{clean(button.label)}  ")
        if some:
            console.print(words)

    for element in reply.elements:
        match element:
            case Heading():
                console.print(Text(clean(element.text), style="bold underline"))
            case Paragraph():
                console.print(Text(clean(element.text)))
            case SmallPrint():
                console.print(Text(clean(element.text), style="dim"))
            case Quote():
                by = f" — {element.by}" if element.by else ""
                console.print(Text(clean(f"“{element.text}”{by}"), style="italic"))
            case Facts():
                for name, value in element.pairs:
                    line = Text(f"{clean(name)}: ", style="bold")
                    line.append(clean(value), style="not bold")
                    console.print(line)
            case Item():
                line = Text("\n")
                line.append(clean(element.key), style="bold strike" if element.done else "bold")
                line.append_text(_marked(element, f" · {' · '.join((element.text, *element.facts))}"))
                console.print(line)
                if element.note:
                    console.print(_marked(element, f"  {element.note}"))
                numbered((*element.buttons, *element.more), indent="  ")
            case Buttons():
                numbered(element.buttons)
    if reply.form is not None:
        print_form(reply.form, console)
    return buttons


def _marked(item: Item, text: str) -> Text:
    """Words of a row, with what was looked for in bold."""
    line = Text()
    for piece, found in item.parted(text):
        line.append(clean(piece), style="bold" if found else None)
    return line


def print_form(form: Form, console: Console) -> None:
    """Print what a form asks for."""
    console.print(Text(clean(form.title), style="bold underline"))
    if form.intro:
        console.print(Text(clean(form.intro)))
    for field in form.fields:
        must = tr(" (needed)") if field.required else ""
        hint = f" — {field.hint}" if field.hint else ""
        console.print(Text(clean(f"  {field.label}{must}{hint}")))
