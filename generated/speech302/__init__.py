"""A typed client for 302.AI's speech, voice and subtitle tasks.

    from speech302 import Speech302

    with Speech302() as client:
        created = client.voice_generations.create(is_multi_speaker=False, input_text="Good morning.")
        task = client.voice_generations.wait(created)
        client.voice_generations.download(task, "morning.wav")

The client: `Speech302`, `AsyncSpeech302`. Its operations: `speech302.resources`. What they answer: `speech302.models`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str
    from .client import AsyncSpeech302 as AsyncSpeech302
    from .client import Speech302 as Speech302
    from .runtime.api_error import APIError as APIError
    from .runtime.api_error import AuthenticationError as AuthenticationError
    from .runtime.api_error import BalanceError as BalanceError
    from .runtime.api_error import InvalidRequestError as InvalidRequestError
    from .runtime.api_error import NotFoundError as NotFoundError
    from .runtime.api_error import PermissionDeniedError as PermissionDeniedError
    from .runtime.api_error import QuotaError as QuotaError
    from .runtime.api_error import RateLimitError as RateLimitError
    from .runtime.api_error import RedirectError as RedirectError
    from .runtime.api_error import ServiceError as ServiceError
    from .runtime.cues import Cue as Cue
    from .runtime.cues import Word as Word
    from .runtime.cues import cues as cues
    from .runtime.decode_error import DecodeError as DecodeError
    from .runtime.download import Progress as Progress
    from .runtime.encode_error import EncodeError as EncodeError
    from .runtime.errors import AnswerTimeoutError as AnswerTimeoutError
    from .runtime.errors import ArgumentError as ArgumentError
    from .runtime.errors import ConfigurationError as ConfigurationError
    from .runtime.errors import ConnectTimeoutError as ConnectTimeoutError
    from .runtime.errors import DownloadError as DownloadError
    from .runtime.errors import NeverSentError as NeverSentError
    from .runtime.errors import OutcomeUnknownError as OutcomeUnknownError
    from .runtime.errors import RequestTimeoutError as RequestTimeoutError
    from .runtime.errors import Speech302Error as Speech302Error
    from .runtime.errors import TransportError as TransportError
    from .runtime.handle import TaskHandle as TaskHandle
    from .runtime.ledger import Ledger as Ledger
    from .runtime.ledger_entry import LedgerEntry as LedgerEntry
    from .runtime.ledger_error import LedgerError as LedgerError
    from .runtime.many import BehindWarning as BehindWarning
    from .runtime.many import Finished as Finished
    from .runtime.model import Model as Model
    from .runtime.poll import Poll as Poll
    from .runtime.poll import UnknownStateWarning as UnknownStateWarning
    from .runtime.request import Audio as Audio
    from .runtime.subtitles import render_subtitles as render_subtitles
    from .runtime.subtitles import save_subtitles as save_subtitles
    from .runtime.surprise import Surprise as Surprise
    from .runtime.surprise_file import SurpriseFileWarning as SurpriseFileWarning
    from .runtime.surprises import Surprises as Surprises
    from .runtime.task_error import TaskError as TaskError
    from .runtime.task_error import TaskFailedError as TaskFailedError
    from .runtime.task_error import TaskIdMissingError as TaskIdMissingError
    from .runtime.task_error import WaitTimeoutError as WaitTimeoutError
    from .runtime.task_machine import Pace as Pace

_HOMES = {
    "AsyncSpeech302": "client",
    "Speech302": "client",
    "APIError": "runtime.api_error",
    "AuthenticationError": "runtime.api_error",
    "BalanceError": "runtime.api_error",
    "InvalidRequestError": "runtime.api_error",
    "NotFoundError": "runtime.api_error",
    "PermissionDeniedError": "runtime.api_error",
    "QuotaError": "runtime.api_error",
    "RateLimitError": "runtime.api_error",
    "RedirectError": "runtime.api_error",
    "ServiceError": "runtime.api_error",
    "Cue": "runtime.cues",
    "Word": "runtime.cues",
    "cues": "runtime.cues",
    "DecodeError": "runtime.decode_error",
    "Progress": "runtime.download",
    "EncodeError": "runtime.encode_error",
    "AnswerTimeoutError": "runtime.errors",
    "ArgumentError": "runtime.errors",
    "ConfigurationError": "runtime.errors",
    "ConnectTimeoutError": "runtime.errors",
    "DownloadError": "runtime.errors",
    "NeverSentError": "runtime.errors",
    "OutcomeUnknownError": "runtime.errors",
    "RequestTimeoutError": "runtime.errors",
    "Speech302Error": "runtime.errors",
    "TransportError": "runtime.errors",
    "TaskHandle": "runtime.handle",
    "Ledger": "runtime.ledger",
    "LedgerEntry": "runtime.ledger_entry",
    "LedgerError": "runtime.ledger_error",
    "Model": "runtime.model",
    "Audio": "runtime.request",
    "render_subtitles": "runtime.subtitles",
    "save_subtitles": "runtime.subtitles",
    "Surprise": "runtime.surprise",
    "SurpriseFileWarning": "runtime.surprise_file",
    "Surprises": "runtime.surprises",
    "BehindWarning": "runtime.many",
    "Finished": "runtime.many",
    "TaskError": "runtime.task_error",
    "TaskFailedError": "runtime.task_error",
    "TaskIdMissingError": "runtime.task_error",
    "WaitTimeoutError": "runtime.task_error",
    "Pace": "runtime.task_machine",
    "Poll": "runtime.poll",
    "UnknownStateWarning": "runtime.poll",
}

__all__ = [
    "APIError",
    "AnswerTimeoutError",
    "ArgumentError",
    "AsyncSpeech302",
    "Audio",
    "AuthenticationError",
    "BalanceError",
    "BehindWarning",
    "ConfigurationError",
    "ConnectTimeoutError",
    "Cue",
    "DecodeError",
    "DownloadError",
    "EncodeError",
    "Finished",
    "InvalidRequestError",
    "Ledger",
    "LedgerEntry",
    "LedgerError",
    "Model",
    "NeverSentError",
    "NotFoundError",
    "OutcomeUnknownError",
    "Pace",
    "PermissionDeniedError",
    "Poll",
    "Progress",
    "QuotaError",
    "RateLimitError",
    "RedirectError",
    "RequestTimeoutError",
    "ServiceError",
    "Speech302",
    "Speech302Error",
    "Surprise",
    "SurpriseFileWarning",
    "Surprises",
    "TaskError",
    "TaskFailedError",
    "TaskHandle",
    "TaskIdMissingError",
    "TransportError",
    "UnknownStateWarning",
    "WaitTimeoutError",
    "Word",
    "cues",
    "render_subtitles",
    "save_subtitles",
]


if not TYPE_CHECKING:  # a type checker knows all names, and would take any name from this function

    def __getattr__(name: str) -> object:
        if name == "__version__":
            from .client import VERSION

            return VERSION
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
