"""`actionlog`: what one can do from a terminal."""

from __future__ import annotations

import logging
import sys
from typing import Annotated

import typer

from bot import bootstrap
from bot.commands import importing, organisation, outbox, paper, people, plans, service, talking
from bot.log_lines import to_stream

app = typer.Typer(
    name="actionlog",
    help="Runs a council's action plan from Slack and Microsoft Teams.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
organisation.add_to(app)
importing.add_to(app)
plans.add_to(app)
paper.add_to(app)
people.add_to(app)
talking.add_to(app)
service.add_to(app)
outbox.add_to(app)


@app.callback()
def _before(
    ctx: typer.Context,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more of what happens.")] = False,
) -> None:
    ctx.with_resource(bootstrap.closing_stores())
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, handlers=[to_stream(sys.stderr)])
    logging.getLogger("dotenv.main").addFilter(_in_our_words)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it speaks each time that /readyz looks


def _in_our_words(record: logging.LogRecord) -> bool:
    """What is said of a line of `.env` that can't be read."""
    if "could not parse" in str(record.msg) and record.args:
        record.msg = "the file .env: line %s is not read, because it is no NAME=value"
    return True


def _is_bad_config(error: Exception) -> bool:
    """Is it what an adapter says when its settings are refused? Adapters that were not loaded said nothing."""
    names = (("adapters.slack.config", "BadSlackConfig"), ("adapters.teams.config", "BadTeamsSettings"))
    return any(
        module in sys.modules and isinstance(error, getattr(sys.modules[module], name)) for module, name in names
    )


def main() -> None:
    """The console script: every mistake that a person can mend is one sentence, and the exit code is 2."""
    from bot.settings import BadSettings
    from domain.errors import DomainError, Unavailable

    try:
        app()
    except (BadSettings, DomainError) as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None
    except Unavailable as error:
        typer.echo(f"The database can't be used just now ({error}). Nothing was changed; please try again.", err=True)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except OSError as error:
        if not isinstance(error.filename, str):
            raise
        typer.echo(f"I can't read or write {error.filename}: {error.strerror}.", err=True)
        raise SystemExit(2) from None
    except Exception as error:
        if not _is_bad_config(error):
            raise
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
