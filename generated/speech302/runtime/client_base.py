"""What the generated clients share: settings, connections, options and closing. They add the families as resources.

Nothing here imports httpx before the first request.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from .configuration import Configuration, changed, resolve
from .errors import ConfigurationError
from .pool import Pool
from .tasks import AsyncTasks, Tasks

if TYPE_CHECKING:
    from os import PathLike

    from .clock import Clock
    from .ledger import Ledger
    from .surprises import Surprises
    from .transport import AsyncHTTPClient, HTTPClient, Transport
    from .transport_async import AsyncTransport


class ClientBase:
    """The common part of both colours; `default_base_url` and `version` are set by the generated classes."""

    default_base_url: ClassVar[str] = "https://api.302.ai"
    version: ClassVar[str] = "0"

    _configuration: Configuration
    _pool: Pool[Any]
    _owner = True

    @property
    def configuration(self) -> Configuration:
        """The settings of this client; the key in it does not show itself."""
        return self._configuration

    def with_options(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float | None = None,
        retries: int | None = None,
        retry_budget: float | None = None,
    ) -> Self:
        """A client with other settings that shares the connections of this one, which stays as it is.

        Only this one closes them. Units and errors are as for the constructor; what is left out stays.
        """
        derived = object.__new__(type(self))
        derived._configuration = changed(
            self._configuration,
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            retries=retries,
            retry_budget=retry_budget,
        )
        derived._pool = self._pool
        derived._owner = False
        return derived

    @property
    def surprises(self) -> Surprises:
        """What the answers held that the description does not know, counted by shape."""
        return self._configuration.surprises

    @property
    def _user_agent(self) -> str:
        return f"speech302/{self.version}"

    def __repr__(self) -> str:
        settings = self._configuration
        retries = settings.retry.attempts - 1
        return f"{type(self).__name__}(base_url={settings.base_url!r}, timeout={settings.timeout:g}, retries={retries})"


class BaseClient(ClientBase, Tasks):
    """The blocking client.

    `api_key`: else from AI302_API_KEY or AI302_KEY. `base_url`: else from AI302_BASE_URL, else the service's own; http
    only for this machine. `timeout`: the request timeout, seconds of silence (60). `retries`: how often a free reading
    request is sent again (2); what costs money never is. `http_client`: your own httpx.Client, which you close.
    `clock`: time for tests. Raises ConfigurationError, before any request.
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float | None = None,
        retries: int | None = None,
        retry_budget: float | None = None,
        http_client: HTTPClient | None = None,
        ledger: Ledger | None = None,
        surprises: str | PathLike[str] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._configuration = resolve(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            retries=retries,
            retry_budget=retry_budget,
            default_base_url=self.default_base_url,
            clock=clock,
            ledger=ledger,
            surprises=surprises,
        )
        self._pool = Pool(_open, _own(http_client, "HTTPClient"))

    @cached_property
    def _transport(self) -> Transport:
        from .transport import Transport  # it imports httpx

        return Transport(self._configuration, user_agent=self._user_agent, pool=self._pool)

    def close(self) -> None:
        """Close the connections. A client made by `with_options` leaves that to the one it was made from."""
        if self._owner:
            self._configuration.counting.close()
            if (client := self._pool.take()) is not None:
                client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncBaseClient(ClientBase, AsyncTasks):
    """The asynchronous client; arguments as for the blocking one, with an httpx.AsyncClient as `http_client`."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float | None = None,
        retries: int | None = None,
        retry_budget: float | None = None,
        http_client: AsyncHTTPClient | None = None,
        ledger: Ledger | None = None,
        surprises: str | PathLike[str] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._configuration = resolve(
            api_key=api_key,
            base_url=base_url,
            timeout=timeout,
            retries=retries,
            retry_budget=retry_budget,
            default_base_url=self.default_base_url,
            clock=clock,
            ledger=ledger,
            surprises=surprises,
        )
        self._pool = Pool(_open_async, _own(http_client, "AsyncHTTPClient"))

    @cached_property
    def _transport(self) -> AsyncTransport:
        from .transport_async import AsyncTransport  # it imports httpx

        return AsyncTransport(self._configuration, user_agent=self._user_agent, pool=self._pool)

    async def aclose(self) -> None:
        """Close the connections. A client made by `with_options` leaves that to the one it was made from."""
        if self._owner:
            self._configuration.counting.close()
            if (client := self._pool.take()) is not None:
                await client.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def _open() -> HTTPClient:
    from .transport_clients import open_client  # it imports httpx

    return open_client()


def _open_async() -> AsyncHTTPClient:
    from .transport_clients import open_async_client  # it imports httpx

    return open_async_client()


def _own(http_client: Any, kind: str) -> Any:
    if http_client is None:
        return None
    from . import transport  # whoever brings a client has imported httpx already

    wanted = getattr(transport, kind)
    if not isinstance(http_client, wanted):
        problem = f"this client needs httpx.{wanted.__name__}, not {type(http_client).__name__}"
        raise ConfigurationError("http_client", problem, "Give one of that class, or none")
    return http_client
