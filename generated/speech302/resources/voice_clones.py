"""Operations of the family `voice_clones`: Speech in a voice cloned from reference recordings."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from ..models.voice_clones import VoiceCloneCreated, VoiceCloneTask
from ..runtime import checks
from ..runtime.download import OnProgress, Options
from ..runtime.handle import TaskHandle
from ..runtime.poll import OnUpdate
from ..runtime.request import Request, present
from ..runtime.resource import AsyncResource, Resource
from ..tables import READING, VENDOR, VOICE_CLONES


def _create(
    *,
    input_text: str,
    ref_audio_links: Sequence[str],
    ref_audio_text: Sequence[str],
    temperature: float | None = None,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Request[VoiceCloneCreated]:
    checks.not_blank("input_text", input_text)
    checks.items("ref_audio_links", ref_audio_links)
    checks.items("ref_audio_text", ref_audio_text)
    if temperature is not None:
        checks.bounds("temperature", temperature, minimum=0, maximum=1.5)
    if top_k is not None:
        checks.integer("top_k", top_k, minimum=-1, maximum=100)
    if top_p is not None:
        checks.bounds("top_p", top_p, minimum=0.1, maximum=1)
    checks.same_length("ref_audio_text", ref_audio_text, "ref_audio_links", ref_audio_links)
    return Request(
        operation="create_voice_clone",
        method="POST",
        path="/302/v2/higgs_audio/voice_clone/task",
        body=present(
            {
                "input_text": input_text,
                "ref_audio_links": ref_audio_links,
                "ref_audio_text": ref_audio_text,
                "temperature": temperature,
                "top_k": top_k,
                "top_p": top_p,
            }
        ),
        answer=VoiceCloneCreated,
        paid=True,
        envelopes=(VENDOR,),
    )


def _get(task_id: str) -> Request[VoiceCloneTask]:
    checks.not_blank("task_id", task_id)
    return Request(
        operation="get_voice_clone",
        method="GET",
        path="/302/v2/higgs_audio/voice_clone/task",
        query={"task_id": task_id},
        answer=VoiceCloneTask,
        binary="audio",
        retry=READING,
        envelopes=(VENDOR,),
    )


class VoiceClones(Resource[VoiceCloneTask]):
    """Speech in a voice cloned from reference recordings."""

    _machine = VOICE_CLONES
    _read = staticmethod(_get)

    def create(
        self,
        *,
        input_text: str,
        ref_audio_links: Sequence[str],
        ref_audio_text: Sequence[str],
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
    ) -> TaskHandle:
        """Create a voice cloning task.

        Starts a task that speaks a text in the voice, or the voices, of reference recordings.

        **Costs money**: 0.03 PTC per 1,000 tokens (source: page higgs_audio (schema)). It is sent at most once.

        Args:
            input_text: The text to speak. The page asks to follow the use cases for how one speaker and several are
                written, and does not show them. Source: page higgs_audio (schema, example).
            ref_audio_links: Addresses of the reference recordings, in the same order as `ref_audio_text`. Source: page
                higgs_audio (schema, example).
            ref_audio_text: What is said in each reference recording, in the same order as `ref_audio_links`. Source:
                page higgs_audio (schema, example).
            temperature: How freely the next token is drawn; 0 is the least free. From 0 to 1.5. The service's default
                is 1. Source: page higgs_audio (schema).
            top_k: How many of the most probable tokens are kept to draw from. From -1 to 100. The service's default is
                50. Source: page higgs_audio (schema).
            top_p: Below 1, only the most probable tokens whose probabilities add up to this share are kept to draw
                from. From 0.1 to 1. The service's default is 0.95. Source: page higgs_audio (schema).

        Returns:
            TaskHandle: The task; its `answer` is a `VoiceCloneCreated`. The task was created. The page documents no
                answer; this shape is inferred.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/v2/higgs_audio/voice_clone/task, the vendor's catalogue, row 754. The page's address column is
        blank; method and path are those of the vendor's catalogue row.
        """
        return self._create(
            _create(
                input_text=input_text,
                ref_audio_links=ref_audio_links,
                ref_audio_text=ref_audio_text,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
            )
        )

    def create_and_wait(
        self,
        *,
        input_text: str,
        ref_audio_links: Sequence[str],
        ref_audio_text: Sequence[str],
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> VoiceCloneTask:
        """Create a voice cloning task, and wait until it has ended.

        The same as `create` and then `wait`: arguments, price and errors are theirs. An error of the wait, and an
        interrupt of it, carries the handle of the task.
        """
        return self._create_and_wait(
            _create(
                input_text=input_text,
                ref_audio_links=ref_audio_links,
                ref_audio_text=ref_audio_text,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
            ),
            timeout,
            on_update,
        )

    def get(self, task_id: str) -> VoiceCloneTask:
        """Read a voice cloning task.

        Reads the state of a voice cloning task and, once it has ended, its audio.

        Free of charge.

        Args:
            task_id: The id that the service gave the task when it was created. Source: page higgs_audio (schema).

        Returns:
            VoiceCloneTask: The task as it stands now, or its audio. The page documents no answer; this shape is
                inferred.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            Speech302Error: any other error; each kind says what to do next.

        Source: GET /302/v2/higgs_audio/voice_clone/task, the vendor's catalogue, row 754. The page's address column is
        blank; method and path are those of the vendor's catalogue row.
        """
        return self._send(_get(task_id))

    def wait(
        self, task: str | TaskHandle, *, timeout: float | None = None, on_update: OnUpdate | None = None
    ) -> VoiceCloneTask:
        """Wait until a task has ended, and return what it made.

        Reads the task again and again, free of charge, until it has ended or the timeout has passed. Reads may fail for
        as long as the client's retry budget allows.

        Args:
            task: The handle of the task, or its id.
            timeout: How long to wait in all, in seconds; 600 unless given, and always finite.
            on_update: Called with a `Poll` after each read: its number, the seconds so far and the state.

        Returns:
            VoiceCloneTask: The task that succeeded.

        Raises:
            TaskFailedError: the task ended and failed; it holds the reasons.
            WaitTimeoutError: the timeout has passed; its handle takes the wait up again, elsewhere too.
            Speech302Error: any other error of a read; it carries the handle too.
        """
        return self._wait(task, timeout, on_update)

    def download(
        self,
        task: VoiceCloneTask,
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
        return self._download(VOICE_CLONES, task, path, which, options)


class AsyncVoiceClones(AsyncResource[VoiceCloneTask]):
    """Speech in a voice cloned from reference recordings. Every method is a coroutine."""

    _machine = VOICE_CLONES
    _read = staticmethod(_get)

    async def create(
        self,
        *,
        input_text: str,
        ref_audio_links: Sequence[str],
        ref_audio_text: Sequence[str],
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
    ) -> TaskHandle:
        """Create a voice cloning task.

        Starts a task that speaks a text in the voice, or the voices, of reference recordings.

        **Costs money**: 0.03 PTC per 1,000 tokens (source: page higgs_audio (schema)). It is sent at most once.

        Args:
            input_text: The text to speak. The page asks to follow the use cases for how one speaker and several are
                written, and does not show them. Source: page higgs_audio (schema, example).
            ref_audio_links: Addresses of the reference recordings, in the same order as `ref_audio_text`. Source: page
                higgs_audio (schema, example).
            ref_audio_text: What is said in each reference recording, in the same order as `ref_audio_links`. Source:
                page higgs_audio (schema, example).
            temperature: How freely the next token is drawn; 0 is the least free. From 0 to 1.5. The service's default
                is 1. Source: page higgs_audio (schema).
            top_k: How many of the most probable tokens are kept to draw from. From -1 to 100. The service's default is
                50. Source: page higgs_audio (schema).
            top_p: Below 1, only the most probable tokens whose probabilities add up to this share are kept to draw
                from. From 0.1 to 1. The service's default is 0.95. Source: page higgs_audio (schema).

        Returns:
            TaskHandle: The task; its `answer` is a `VoiceCloneCreated`. The task was created. The page documents no
                answer; this shape is inferred.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/v2/higgs_audio/voice_clone/task, the vendor's catalogue, row 754. The page's address column is
        blank; method and path are those of the vendor's catalogue row.
        """
        return await self._create(
            _create(
                input_text=input_text,
                ref_audio_links=ref_audio_links,
                ref_audio_text=ref_audio_text,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
            )
        )

    async def create_and_wait(
        self,
        *,
        input_text: str,
        ref_audio_links: Sequence[str],
        ref_audio_text: Sequence[str],
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> VoiceCloneTask:
        """Create a voice cloning task, and wait until it has ended.

        The same as `create` and then `wait`: arguments, price and errors are theirs. An error of the wait, and an
        interrupt of it, carries the handle of the task.
        """
        return await self._create_and_wait(
            _create(
                input_text=input_text,
                ref_audio_links=ref_audio_links,
                ref_audio_text=ref_audio_text,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
            ),
            timeout,
            on_update,
        )

    async def get(self, task_id: str) -> VoiceCloneTask:
        """Read a voice cloning task.

        Reads the state of a voice cloning task and, once it has ended, its audio.

        Free of charge.

        Args:
            task_id: The id that the service gave the task when it was created. Source: page higgs_audio (schema).

        Returns:
            VoiceCloneTask: The task as it stands now, or its audio. The page documents no answer; this shape is
                inferred.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            Speech302Error: any other error; each kind says what to do next.

        Source: GET /302/v2/higgs_audio/voice_clone/task, the vendor's catalogue, row 754. The page's address column is
        blank; method and path are those of the vendor's catalogue row.
        """
        return await self._send(_get(task_id))

    async def wait(
        self, task: str | TaskHandle, *, timeout: float | None = None, on_update: OnUpdate | None = None
    ) -> VoiceCloneTask:
        """Wait until a task has ended, and return what it made.

        Reads the task again and again, free of charge, until it has ended or the timeout has passed. Reads may fail for
        as long as the client's retry budget allows.

        Args:
            task: The handle of the task, or its id.
            timeout: How long to wait in all, in seconds; 600 unless given, and always finite.
            on_update: Called with a `Poll` after each read: its number, the seconds so far and the state.

        Returns:
            VoiceCloneTask: The task that succeeded.

        Raises:
            TaskFailedError: the task ended and failed; it holds the reasons.
            WaitTimeoutError: the timeout has passed; its handle takes the wait up again, elsewhere too.
            Speech302Error: any other error of a read; it carries the handle too.
        """
        return await self._wait(task, timeout, on_update)

    async def download(
        self,
        task: VoiceCloneTask,
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
        return await self._download(VOICE_CLONES, task, path, which, options)
