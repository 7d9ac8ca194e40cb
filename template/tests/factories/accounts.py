"""Users, their log-in sessions and tokens, with values as real ones have them."""

# mypy: allow-untyped-calls
# factory_boy ships types, but none for its declarations.

from datetime import timedelta

from argon2 import PasswordHasher
from factory.declarations import LazyAttribute, LazyAttributeSequence, LazyFunction, SelfAttribute, SubFactory, Trait
from factory.faker import Faker

from app.accounts.models import LoginSession, LoginThrottle, PasswordReset, RefreshToken, User
from app.accounts.tokens import digest
from app.clock import now
from tests.factories.base import ModelFactory

# Every user has this password. Its hash is made once, at the lowest costs that the settings allow.
PASSWORD = "correct horse battery staple"
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD, salt=b"salt for tests..")


class UserFactory(ModelFactory[User]):
    """An active user without rights beyond their own account."""

    class Meta:
        model = User

    class Params:
        first_name = Faker("first_name")
        last_name = Faker("last_name")
        admin = Trait(is_admin=True)
        inactive = Trait(is_active=False)

    id = Faker("uuid4", cast_to=None)
    full_name = LazyAttribute(lambda user: f"{user.first_name} {user.last_name}")
    email = LazyAttributeSequence(
        lambda user, number: f"{user.first_name}.{user.last_name}{number}@example.com".lower()
    )
    password_hash = PASSWORD_HASH
    is_admin = False
    is_active = True
    created_at = LazyFunction(now)


class LoginSessionFactory(ModelFactory[LoginSession]):
    """A living log-in session, of a user of its own unless the test names one."""

    class Meta:
        model = LoginSession

    class Params:
        revoked = Trait(revoked_at=LazyFunction(now))
        expired = Trait(expires_at=LazyFunction(now))

    id = Faker("uuid4", cast_to=None)
    user = SubFactory(UserFactory)
    user_id = SelfAttribute("user.id")
    created_at = LazyFunction(now)
    expires_at = LazyAttribute(lambda login: login.created_at + timedelta(days=30))
    revoked_at = None
    user_agent = Faker("user_agent")


class RefreshTokenFactory(ModelFactory[RefreshToken]):
    """A refresh token that was not used; `token` is its plain text."""

    class Meta:
        model = RefreshToken

    class Params:
        token = "refresh-token"
        consumed = Trait(consumed_at=LazyFunction(now))
        expired = Trait(expires_at=LazyFunction(now))

    id = Faker("uuid4", cast_to=None)
    session = SubFactory(LoginSessionFactory)
    session_id = SelfAttribute("session.id")
    token_hash = LazyAttribute(lambda refresh: digest(refresh.token))
    expires_at = LazyFunction(lambda: now() + timedelta(days=30))
    consumed_at = None


class PasswordResetFactory(ModelFactory[PasswordReset]):
    """A password reset that was not used; `token` is its plain text."""

    class Meta:
        model = PasswordReset

    class Params:
        token = "reset-token"
        used = Trait(used_at=LazyFunction(now))
        expired = Trait(expires_at=LazyFunction(now))

    id = Faker("uuid4", cast_to=None)
    user = SubFactory(UserFactory)
    user_id = SelfAttribute("user.id")
    token_hash = LazyAttribute(lambda reset: digest(reset.token))
    expires_at = LazyFunction(lambda: now() + timedelta(minutes=30))
    used_at = None


class LoginThrottleFactory(ModelFactory[LoginThrottle]):
    """One failed log-in with an address that is not locked."""

    class Meta:
        model = LoginThrottle

    class Params:
        locked = Trait(failures=5, locked_until=LazyFunction(lambda: now() + timedelta(minutes=15)))

    email = Faker("email")
    failures = 1
    locked_until = None
