"""The client: `Speech302`, and `AsyncSpeech302` for asynchronous programs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .runtime.client_base import AsyncBaseClient, BaseClient

if TYPE_CHECKING:
    from .resources.speech_synthesis import AsyncSpeechSynthesis, SpeechSynthesis
    from .resources.subtitle_tasks import AsyncSubtitleTasks, SubtitleTasks
    from .resources.voice_clones import AsyncVoiceClones, VoiceClones
    from .resources.voice_generations import AsyncVoiceGenerations, VoiceGenerations

VERSION = "0.1.0"
"""The version of this package."""

BASE_URL = "https://api.302.ai"
"""The host that is called unless another one is given."""


class Speech302(BaseClient):
    """The blocking client of 302.AI's speech, voice and subtitle tasks, one attribute a family.

    Args (all by name, all optional):
        api_key: Your key; else that of `AI302_API_KEY`, else of `AI302_KEY`.
        base_url: The host; else that of `AI302_BASE_URL`, else `https://api.302.ai`. http only for this machine.
        timeout: The request timeout: seconds of silence, 60 unless given.
        retries: How often a reading request is sent again, 2 unless given. What costs money reaches the service once.
        retry_budget: For how many seconds it is, 60 unless given; so long may the reads of a wait fail in a row, too.
        http_client: Your own `httpx.Client`, which you close.
        ledger: A `Ledger`, in which every task that may have been paid for is written down before it is sent.
        surprises: A file that counts, by shape and without values, what answers held that nobody described.
        clock: Time and chance, for tests.

    Raises:
        ConfigurationError: there is no key, or an argument is unusable; nothing was sent.
    """

    version = VERSION
    default_base_url = BASE_URL
    families = (
        "speech_synthesis",
        "subtitle_tasks",
        "voice_clones",
        "voice_generations",
    )

    @cached_property
    def speech_synthesis(self) -> SpeechSynthesis:
        """Speech synthesised from text by a voice of the vendor's catalogue."""
        from .resources.speech_synthesis import SpeechSynthesis

        return SpeechSynthesis(self)

    @cached_property
    def subtitle_tasks(self) -> SubtitleTasks:
        """Transcribing, translating, burning and downloading for videos."""
        from .resources.subtitle_tasks import SubtitleTasks

        return SubtitleTasks(self)

    @cached_property
    def voice_clones(self) -> VoiceClones:
        """Speech in a voice cloned from reference recordings."""
        from .resources.voice_clones import VoiceClones

        return VoiceClones(self)

    @cached_property
    def voice_generations(self) -> VoiceGenerations:
        """Speech in a voice described by a prompt."""
        from .resources.voice_generations import VoiceGenerations

        return VoiceGenerations(self)


class AsyncSpeech302(AsyncBaseClient):
    """The asynchronous client of 302.AI's speech, voice and subtitle tasks, one attribute a family.

    Args (all by name, all optional):
        api_key: Your key; else that of `AI302_API_KEY`, else of `AI302_KEY`.
        base_url: The host; else that of `AI302_BASE_URL`, else `https://api.302.ai`. http only for this machine.
        timeout: The request timeout: seconds of silence, 60 unless given.
        retries: How often a reading request is sent again, 2 unless given. What costs money reaches the service once.
        retry_budget: For how many seconds it is, 60 unless given; so long may the reads of a wait fail in a row, too.
        http_client: Your own `httpx.AsyncClient`, which you close.
        ledger: A `Ledger`, in which every task that may have been paid for is written down before it is sent.
        surprises: A file that counts, by shape and without values, what answers held that nobody described.
        clock: Time and chance, for tests.

    Raises:
        ConfigurationError: there is no key, or an argument is unusable; nothing was sent.
    """

    version = VERSION
    default_base_url = BASE_URL
    families = (
        "speech_synthesis",
        "subtitle_tasks",
        "voice_clones",
        "voice_generations",
    )

    @cached_property
    def speech_synthesis(self) -> AsyncSpeechSynthesis:
        """Speech synthesised from text by a voice of the vendor's catalogue."""
        from .resources.speech_synthesis import AsyncSpeechSynthesis

        return AsyncSpeechSynthesis(self)

    @cached_property
    def subtitle_tasks(self) -> AsyncSubtitleTasks:
        """Transcribing, translating, burning and downloading for videos."""
        from .resources.subtitle_tasks import AsyncSubtitleTasks

        return AsyncSubtitleTasks(self)

    @cached_property
    def voice_clones(self) -> AsyncVoiceClones:
        """Speech in a voice cloned from reference recordings."""
        from .resources.voice_clones import AsyncVoiceClones

        return AsyncVoiceClones(self)

    @cached_property
    def voice_generations(self) -> AsyncVoiceGenerations:
        """Speech in a voice described by a prompt."""
        from .resources.voice_generations import AsyncVoiceGenerations

        return AsyncVoiceGenerations(self)
