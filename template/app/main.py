"""Builds the application. Start it with `uvicorn --factory app.main:create_app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from app import database
from app.discovery import domain_modules
from app.problems import describe_problems, install_problem_handlers
from app.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application.

    Args:
        settings: What to run with; read from the environment when left out.

    Returns:
        An application that connects to its database on the first request.

    Raises:
        SystemExit: A setting is missing or wrong; the message names each of them.
    """
    settings = settings or load_settings(Settings)
    for module in domain_modules("settings"):
        module.get_settings()
    engine = database.create_engine(settings.database_url)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await engine.dispose()

    app = create_api(title=settings.title, lifespan=lifespan)
    app.state.sessions = database.create_sessions(engine)
    return app


def create_api(**options: Any) -> FastAPI:
    """Put the routes of every domain together. This much needs no settings, and can describe itself.

    Args:
        options: Further options of FastAPI.

    Returns:
        An application without a database.
    """
    app = FastAPI(responses=describe_problems(400, 422), **options)
    install_problem_handlers(app)
    for module in domain_modules("routes"):
        app.include_router(module.router)
    return app
