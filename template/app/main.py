"""Builds the application. Start it with `uvicorn --factory app.main:create_app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import database
from app.discovery import domain_modules
from app.problems import describe_problems, install_problem_handlers
from app.settings import Settings, load_settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application with the routes of every domain.

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

    app = FastAPI(
        title=settings.title,
        lifespan=lifespan,
        responses=describe_problems(422),
    )
    app.state.sessions = database.create_sessions(engine)
    install_problem_handlers(app)
    for module in domain_modules("routes"):
        app.include_router(module.router)
    return app
