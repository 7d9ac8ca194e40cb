"""What every factory shares: objects that are built without a database, and stored only when a test asks for it."""

# mypy: allow-untyped-calls
# factory_boy ships types, but not for everything.

from itertools import groupby
from typing import Any, Generic, TypeVar

from factory.base import Factory
from sqlalchemy.ext.asyncio import AsyncSession

Model = TypeVar("Model")

# What is being created, sub-objects before those that refer to them.
_created: list[object] = []


class ModelFactory(Factory[Model], Generic[Model]):
    """Builds objects of a model, by `build()` and `build_batch()`; their values follow the seed of the run."""

    class Meta:
        abstract = True

    @classmethod
    async def create_async(cls, db: AsyncSession, **values: Any) -> Model:
        """Build one object, store it with what it refers to, and commit.

        Args:
            db: A session.
            values: Fields and traits that matter to the test.

        Returns:
            The object, stored.
        """
        (model,) = await cls.create_batch_async(db, 1, **values)
        return model

    @classmethod
    async def create_batch_async(cls, db: AsyncSession, size: int, **values: Any) -> list[Model]:
        """Build several objects, store them with what they refer to, and commit.

        Args:
            db: A session.
            size: How many.
            values: Fields and traits that matter to the test, the same for each.

        Returns:
            The objects, stored.
        """
        _created.clear()
        models = cls.create_batch(size, **values)
        # A reference by id alone says nothing to SQLAlchemy: what it refers to must be there before.
        for _, same in groupby(_created.copy(), key=type):
            db.add_all(same)
            await db.flush()
        await db.commit()
        return models

    @classmethod
    def _create(cls, model_class: type[Model], *args: Any, **values: Any) -> Model:
        model: Model = super()._create(model_class, *args, **values)
        _created.append(model)
        return model

    @classmethod
    def restart_sequence(cls) -> None:
        """Number what is built from zero again."""
        cls.reset_sequence(0)
