"""Operations of the family `voice_generations`: Speech in a voice described by a prompt."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from ..models.voice_generations import VoiceGenerationCreated, VoiceGenerationTask
from ..runtime import checks
from ..runtime.download import OnProgress, Options
from ..runtime.handle import TaskHandle
from ..runtime.poll import OnUpdate
from ..runtime.request import Request, present
from ..runtime.resource import AsyncResource, Resource
from ..tables import READING, VENDOR, VOICE_GENERATIONS


def _create(
    *,
    is_multi_speaker: bool,
    input_text: str,
    system_prompt: str | None = None,
    temperature: float | None = None,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Request[VoiceGenerationCreated]:
    checks.boolean("is_multi_speaker", is_multi_speaker)
    checks.not_blank("input_text", input_text)
    if system_prompt is not None:
        checks.text("system_prompt", system_prompt)
    if temperature is not None:
        checks.bounds("temperature", temperature, minimum=0, maximum=1.5)
    if top_k is not None:
        checks.integer("top_k", top_k, minimum=-1, maximum=100)
    if top_p is not None:
        checks.bounds("top_p", top_p, minimum=0.1, maximum=1)
    return Request(
        operation="create_voice_generation",
        method="POST",
        path="/302/v2/higgs_audio/smart_voice/task",
        body=present(
            {
                "is_multi_speaker": is_multi_speaker,
                "input_text": input_text,
                "system_prompt": system_prompt,
                "temperature": temperature,
                "top_k": top_k,
                "top_p": top_p,
            }
        ),
        answer=VoiceGenerationCreated,
        paid=True,
        envelopes=(VENDOR,),
    )


def _get(task_id: str) -> Request[VoiceGenerationTask]:
    checks.not_blank("task_id", task_id)
    return Request(
        operation="get_voice_generation",
        method="GET",
        path="/302/v2/higgs_audio/smart_voice/task",
        query={"task_id": task_id},
        answer=VoiceGenerationTask,
        binary="audio",
        retry=READING,
        envelopes=(VENDOR,),
    )


class VoiceGenerations(Resource[VoiceGenerationTask]):
    """Speech in a voice described by a prompt."""

    _machine = VOICE_GENERATIONS
    _read = staticmethod(_get)

    def create(
        self,
        *,
        is_multi_speaker: bool,
        input_text: str,
        system_prompt: str | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
    ) -> TaskHandle:
        """Create a voice generation task.

        Starts a task that speaks a text in a voice that `system_prompt` describes.

        **Costs money**: 0.03 PTC per 1,000 tokens (source: page higgs_audio (schema)). It is sent at most once.

        Args:
            is_multi_speaker: Whether the text is spoken by several speakers. Source: page higgs_audio (schema).
            input_text: The text to speak. The page asks to follow the use cases for how one speaker and several are
                written, and does not show them. Source: page higgs_audio (schema, example).
            system_prompt: A description of the voice and of the scene, in the form of the page's example. Source: page
                higgs_audio (schema, example). The page says "anyOf" without saying of what; a string, as in the
                example, or null is inferred.
            temperature: How freely the next token is drawn; 0 is the least free. From 0 to 1.5. The service's default
                is 1. Source: page higgs_audio (schema).
            top_k: How many of the most probable tokens are kept to draw from. From -1 to 100. The service's default is
                50. Source: page higgs_audio (schema).
            top_p: Below 1, only the most probable tokens whose probabilities add up to this share are kept to draw
                from. From 0.1 to 1. The service's default is 0.95. Source: page higgs_audio (schema).

        Returns:
            TaskHandle: The task; its `answer` is a `VoiceGenerationCreated`. The task was created. The page documents
                no answer; this shape is inferred.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/v2/higgs_audio/smart_voice/task, the vendor's catalogue, row 754. The page's address column is
        blank; method and path are those of the vendor's catalogue row.
        """
        return self._create(
            _create(
                is_multi_speaker=is_multi_speaker,
                input_text=input_text,
                system_prompt=system_prompt,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
            )
        )

    def create_and_wait(
        self,
        *,
        is_multi_speaker: bool,
        input_text: str,
        system_prompt: str | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> VoiceGenerationTask:
        """Create a voice generation task, and wait until it has ended.

        The same as `create` and then `wait`: arguments, price and errors are theirs. An error of the wait, and an
        interrupt of it, carries the handle of the task.
        """
        return self._create_and_wait(
            _create(
                is_multi_speaker=is_multi_speaker,
                input_text=input_text,
                system_prompt=system_prompt,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
            ),
            timeout,
            on_update,
        )

    def get(self, task_id: str) -> VoiceGenerationTask:
        """Read a voice generation task.

        Reads the state of a voice generation task and, once it has ended, its audio.

        Free of charge.

        Args:
            task_id: The id that the service gave the task when it was created. Source: page higgs_audio (schema).

        Returns:
            VoiceGenerationTask: The task as it stands now, or its audio. The page documents no answer; this shape is
                inferred.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            Speech302Error: any other error; each kind says what to do next.

        Source: GET /302/v2/higgs_audio/smart_voice/task, the vendor's catalogue, row 754. The page's address column is
        blank; method and path are those of the vendor's catalogue row.
        """
        return self._send(_get(task_id))

    def wait(
        self, task: str | TaskHandle, *, timeout: float | None = None, on_update: OnUpdate | None = None
    ) -> VoiceGenerationTask:
        """Wait until a task has ended, and return what it made.

        Reads the task again and again, free of charge, until it has ended or the timeout has passed. Reads may fail for
        as long as the client's retry budget allows.

        Args:
            task: The handle of the task, or its id.
            timeout: How long to wait in all, in seconds; 600 unless given, and always finite.
            on_update: Called with a `Poll` after each read: its number, the seconds so far and the state.

        Returns:
            VoiceGenerationTask: The task that succeeded.

        Raises:
            TaskFailedError: the task ended and failed; it holds the reasons.
            WaitTimeoutError: the timeout has passed; its handle takes the wait up again, elsewhere too.
            Speech302Error: any other error of a read; it carries the handle too.
        """
        return self._wait(task, timeout, on_update)

    def download(
        self,
        task: VoiceGenerationTask,
        path: str | PathLike[str],
        *,
        which: str | None = None,
        overwrite: bool = False,
        resume: bool = False,
        limit: int | None = None,
        on_progress: OnProgress | None = None,
        allow_private: bool = False,
        allow_http: bool = False,
    ) -> Path:
        """Save a file that a task made.

        The file is written aside, and put in place when it is whole and on the disk. A connection that breaks is taken
        up where it broke, within the client's retry budget. The key is not sent: result files live on other hosts.

        Args:
            task: The task that succeeded, as `wait` returns it.
            path: Where to put the file; for a folder, the file keeps the service's name for it.
            which: Which file, for a task that made several, such as `result.audio_url`; else the first.
            overwrite: Whether a file that is there already may be replaced.
            resume: Whether to keep what came before a failure, and to go on with what an earlier call kept.
            limit: The most bytes to accept; no bound unless given.
            on_progress: Called with a `Progress` after each chunk: bytes received, and in all if known.
            allow_private: Whether the file may come from a private network or this machine, as for an API here.
            allow_http: Whether the file may come by plain http.

        Returns:
            Path: Where the file is.

        Raises:
            DownloadError: there is no file, or it could not be fetched or written; no part is left without `resume`.
            ArgumentError: the task has files, and none of the name `which`, or an argument is wrong.
        """
        options = Options(
            overwrite=overwrite,
            resume=resume,
            limit=limit,
            on_progress=on_progress,
            allow_private=allow_private,
            allow_http=allow_http,
        )
        return self._download(VOICE_GENERATIONS, task, path, which, options)


class AsyncVoiceGenerations(AsyncResource[VoiceGenerationTask]):
    """Speech in a voice described by a prompt. Every method is a coroutine."""

    _machine = VOICE_GENERATIONS
    _read = staticmethod(_get)

    async def create(
        self,
        *,
        is_multi_speaker: bool,
        input_text: str,
        system_prompt: str | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
    ) -> TaskHandle:
        """Create a voice generation task.

        Starts a task that speaks a text in a voice that `system_prompt` describes.

        **Costs money**: 0.03 PTC per 1,000 tokens (source: page higgs_audio (schema)). It is sent at most once.

        Args:
            is_multi_speaker: Whether the text is spoken by several speakers. Source: page higgs_audio (schema).
            input_text: The text to speak. The page asks to follow the use cases for how one speaker and several are
                written, and does not show them. Source: page higgs_audio (schema, example).
            system_prompt: A description of the voice and of the scene, in the form of the page's example. Source: page
                higgs_audio (schema, example). The page says "anyOf" without saying of what; a string, as in the
                example, or null is inferred.
            temperature: How freely the next token is drawn; 0 is the least free. From 0 to 1.5. The service's default
                is 1. Source: page higgs_audio (schema).
            top_k: How many of the most probable tokens are kept to draw from. From -1 to 100. The service's default is
                50. Source: page higgs_audio (schema).
            top_p: Below 1, only the most probable tokens whose probabilities add up to this share are kept to draw
                from. From 0.1 to 1. The service's default is 0.95. Source: page higgs_audio (schema).

        Returns:
            TaskHandle: The task; its `answer` is a `VoiceGenerationCreated`. The task was created. The page documents
                no answer; this shape is inferred.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/v2/higgs_audio/smart_voice/task, the vendor's catalogue, row 754. The page's address column is
        blank; method and path are those of the vendor's catalogue row.
        """
        return await self._create(
            _create(
                is_multi_speaker=is_multi_speaker,
                input_text=input_text,
                system_prompt=system_prompt,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
            )
        )

    async def create_and_wait(
        self,
        *,
        is_multi_speaker: bool,
        input_text: str,
        system_prompt: str | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> VoiceGenerationTask:
        """Create a voice generation task, and wait until it has ended.

        The same as `create` and then `wait`: arguments, price and errors are theirs. An error of the wait, and an
        interrupt of it, carries the handle of the task.
        """
        return await self._create_and_wait(
            _create(
                is_multi_speaker=is_multi_speaker,
                input_text=input_text,
                system_prompt=system_prompt,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
            ),
            timeout,
            on_update,
        )

    async def get(self, task_id: str) -> VoiceGenerationTask:
        """Read a voice generation task.

        Reads the state of a voice generation task and, once it has ended, its audio.

        Free of charge.

        Args:
            task_id: The id that the service gave the task when it was created. Source: page higgs_audio (schema).

        Returns:
            VoiceGenerationTask: The task as it stands now, or its audio. The page documents no answer; this shape is
                inferred.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            Speech302Error: any other error; each kind says what to do next.

        Source: GET /302/v2/higgs_audio/smart_voice/task, the vendor's catalogue, row 754. The page's address column is
        blank; method and path are those of the vendor's catalogue row.
        """
        return await self._send(_get(task_id))

    async def wait(
        self, task: str | TaskHandle, *, timeout: float | None = None, on_update: OnUpdate | None = None
    ) -> VoiceGenerationTask:
        """Wait until a task has ended, and return what it made.

        Reads the task again and again, free of charge, until it has ended or the timeout has passed. Reads may fail for
        as long as the client's retry budget allows.

        Args:
            task: The handle of the task, or its id.
            timeout: How long to wait in all, in seconds; 600 unless given, and always finite.
            on_update: Called with a `Poll` after each read: its number, the seconds so far and the state.

        Returns:
            VoiceGenerationTask: The task that succeeded.

        Raises:
            TaskFailedError: the task ended and failed; it holds the reasons.
            WaitTimeoutError: the timeout has passed; its handle takes the wait up again, elsewhere too.
            Speech302Error: any other error of a read; it carries the handle too.
        """
        return await self._wait(task, timeout, on_update)

    async def download(
        self,
        task: VoiceGenerationTask,
        path: str | PathLike[str],
        *,
        which: str | None = None,
        overwrite: bool = False,
        resume: bool = False,
        limit: int | None = None,
        on_progress: OnProgress | None = None,
        allow_private: bool = False,
        allow_http: bool = False,
    ) -> Path:
        """Save a file that a task made.

        The file is written aside, and put in place when it is whole and on the disk. A connection that breaks is taken
        up where it broke, within the client's retry budget. The key is not sent: result files live on other hosts.

        Args:
            task: The task that succeeded, as `wait` returns it.
            path: Where to put the file; for a folder, the file keeps the service's name for it.
            which: Which file, for a task that made several, such as `result.audio_url`; else the first.
            overwrite: Whether a file that is there already may be replaced.
            resume: Whether to keep what came before a failure, and to go on with what an earlier call kept.
            limit: The most bytes to accept; no bound unless given.
            on_progress: Called with a `Progress` after each chunk: bytes received, and in all if known.
            allow_private: Whether the file may come from a private network or this machine, as for an API here.
            allow_http: Whether the file may come by plain http.

        Returns:
            Path: Where the file is.

        Raises:
            DownloadError: there is no file, or it could not be fetched or written; no part is left without `resume`.
            ArgumentError: the task has files, and none of the name `which`, or an argument is wrong.
        """
        options = Options(
            overwrite=overwrite,
            resume=resume,
            limit=limit,
            on_progress=on_progress,
            allow_private=allow_private,
            allow_http=allow_http,
        )
        return await self._download(VOICE_GENERATIONS, task, path, which, options)
