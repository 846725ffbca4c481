"""Operations of the family `speech_synthesis`: Speech synthesised from text by a voice of the vendor's catalogue."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from ..models.speech_synthesis import (
    SpeechSynthesisCreated,
    SpeechSynthesisTask,
    SpeechText,
)
from ..runtime import checks
from ..runtime.download import OnProgress, Options
from ..runtime.handle import TaskHandle
from ..runtime.poll import OnUpdate
from ..runtime.request import Request, present
from ..runtime.resource import AsyncResource, Resource
from ..tables import BUSINESS, READING, SPEECH_SYNTHESIS, VENDOR


def _create(
    *, audio_man: str, speed: float, pitch: float, volume: float, text: SpeechText, callback: str | None = None
) -> Request[SpeechSynthesisCreated]:
    checks.not_blank("audio_man", audio_man)
    checks.bounds("speed", speed)
    checks.bounds("pitch", pitch)
    checks.bounds("volume", volume)
    checks.instance("text", text, SpeechText)
    checks.not_blank("text.text", text.text)
    checks.shorter_than("text.text", text.text, 4_000)
    checks.not_blank("text.plain_text", text.plain_text)
    if callback is not None:
        checks.text("callback", callback)
    return Request(
        operation="create_speech_synthesis",
        method="POST",
        path="/chanjing/open/v1/create_audio_task",
        body=present(
            {
                "audio_man": audio_man,
                "speed": speed,
                "pitch": pitch,
                "volume": volume,
                "text": text,
                "callback": callback,
            }
        ),
        answer=SpeechSynthesisCreated,
        paid=True,
        envelopes=(VENDOR, BUSINESS),
    )


def _get(task_id: str) -> Request[SpeechSynthesisTask]:
    checks.not_blank("task_id", task_id)
    return Request(
        operation="get_speech_synthesis",
        method="POST",
        path="/chanjing/open/v1/audio_task_state",
        body=present({"task_id": task_id}),
        answer=SpeechSynthesisTask,
        retry=READING,
        envelopes=(VENDOR, BUSINESS),
    )


class SpeechSynthesis(Resource[SpeechSynthesisTask]):
    """Speech synthesised from text by a voice of the vendor's catalogue."""

    _machine = SPEECH_SYNTHESIS
    _read = staticmethod(_get)

    def create(
        self,
        *,
        audio_man: str,
        speed: float,
        pitch: float,
        volume: float,
        text: SpeechText,
        callback: str | None = None,
    ) -> TaskHandle:
        """Create a speech synthesis task.

        Starts a task that speaks a text in a voice of the vendor's catalogue.

        **Costs money**: 0.001 PTC per second of audio (source: the vendor's catalogue, row 2182). 0.0006 with the
        voices of cicada1.0. It is sent at most once.

        Args:
            audio_man: The id of the voice. Source: another page of the vendor (creating an audio task).
            speed: How fast to speak; the page that we know of states no bounds. Source: another page of the vendor
                (creating an audio task); inferred (the type).
            pitch: How high to speak; the page that we know of states no bounds. Source: another page of the vendor
                (creating an audio task); inferred (the type).
            volume: How loud to speak; the page that we know of states no bounds. Source: another page of the vendor
                (creating an audio task); inferred (the type).
            text: A text to speak, as it is to be spoken and as plain text. Source: another page of the vendor (creating
                an audio task).
            callback: An address of yours that the service calls when the task has ended. Source: another page of the
                vendor (creating an audio task).

        Returns:
            TaskHandle: The task; its `answer` is a `SpeechSynthesisCreated`. The task was created.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /chanjing/open/v1/create_audio_task, the vendor's catalogue, row 2182; another page of the vendor
        (creating an audio task).
        """
        return self._create(
            _create(audio_man=audio_man, speed=speed, pitch=pitch, volume=volume, text=text, callback=callback)
        )

    def create_and_wait(
        self,
        *,
        audio_man: str,
        speed: float,
        pitch: float,
        volume: float,
        text: SpeechText,
        callback: str | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> SpeechSynthesisTask:
        """Create a speech synthesis task, and wait until it has ended.

        The same as `create` and then `wait`: arguments, price and errors are theirs. An error of the wait, and an
        interrupt of it, carries the handle of the task.
        """
        return self._create_and_wait(
            _create(audio_man=audio_man, speed=speed, pitch=pitch, volume=volume, text=text, callback=callback),
            timeout,
            on_update,
        )

    def get(self, task_id: str) -> SpeechSynthesisTask:
        """Read a speech synthesis task.

        Reads the state of a speech synthesis task and, once it has ended, its audio file and its timed subtitles.

        Free of charge.

        Args:
            task_id: The id that the service gave the task when it was created. Source: page speech_synthesis_result
                (schema, example).

        Returns:
            SpeechSynthesisTask: The task as it stands now.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /chanjing/open/v1/audio_task_state, page speech_synthesis_result (schema); the vendor's catalogue,
        row 2182.
        """
        return self._send(_get(task_id))

    def wait(
        self, task: str | TaskHandle, *, timeout: float | None = None, on_update: OnUpdate | None = None
    ) -> SpeechSynthesisTask:
        """Wait until a task has ended, and return what it made.

        Reads the task again and again, free of charge, until it has ended or the timeout has passed. Reads may fail for
        as long as the client's retry budget allows.

        Args:
            task: The handle of the task, or its id.
            timeout: How long to wait in all, in seconds; 600 unless given, and always finite.
            on_update: Called with a `Poll` after each read: its number, the seconds so far and the state.

        Returns:
            SpeechSynthesisTask: The task that succeeded.

        Raises:
            TaskFailedError: the task ended and failed; it holds the reasons.
            WaitTimeoutError: the timeout has passed; its handle takes the wait up again, elsewhere too.
            Speech302Error: any other error of a read; it carries the handle too.
        """
        return self._wait(task, timeout, on_update)

    def download(
        self,
        task: SpeechSynthesisTask,
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
        return self._download(SPEECH_SYNTHESIS, task, path, which, options)


class AsyncSpeechSynthesis(AsyncResource[SpeechSynthesisTask]):
    """Speech synthesised from text by a voice of the vendor's catalogue. Every method is a coroutine."""

    _machine = SPEECH_SYNTHESIS
    _read = staticmethod(_get)

    async def create(
        self,
        *,
        audio_man: str,
        speed: float,
        pitch: float,
        volume: float,
        text: SpeechText,
        callback: str | None = None,
    ) -> TaskHandle:
        """Create a speech synthesis task.

        Starts a task that speaks a text in a voice of the vendor's catalogue.

        **Costs money**: 0.001 PTC per second of audio (source: the vendor's catalogue, row 2182). 0.0006 with the
        voices of cicada1.0. It is sent at most once.

        Args:
            audio_man: The id of the voice. Source: another page of the vendor (creating an audio task).
            speed: How fast to speak; the page that we know of states no bounds. Source: another page of the vendor
                (creating an audio task); inferred (the type).
            pitch: How high to speak; the page that we know of states no bounds. Source: another page of the vendor
                (creating an audio task); inferred (the type).
            volume: How loud to speak; the page that we know of states no bounds. Source: another page of the vendor
                (creating an audio task); inferred (the type).
            text: A text to speak, as it is to be spoken and as plain text. Source: another page of the vendor (creating
                an audio task).
            callback: An address of yours that the service calls when the task has ended. Source: another page of the
                vendor (creating an audio task).

        Returns:
            TaskHandle: The task; its `answer` is a `SpeechSynthesisCreated`. The task was created.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /chanjing/open/v1/create_audio_task, the vendor's catalogue, row 2182; another page of the vendor
        (creating an audio task).
        """
        return await self._create(
            _create(audio_man=audio_man, speed=speed, pitch=pitch, volume=volume, text=text, callback=callback)
        )

    async def create_and_wait(
        self,
        *,
        audio_man: str,
        speed: float,
        pitch: float,
        volume: float,
        text: SpeechText,
        callback: str | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> SpeechSynthesisTask:
        """Create a speech synthesis task, and wait until it has ended.

        The same as `create` and then `wait`: arguments, price and errors are theirs. An error of the wait, and an
        interrupt of it, carries the handle of the task.
        """
        return await self._create_and_wait(
            _create(audio_man=audio_man, speed=speed, pitch=pitch, volume=volume, text=text, callback=callback),
            timeout,
            on_update,
        )

    async def get(self, task_id: str) -> SpeechSynthesisTask:
        """Read a speech synthesis task.

        Reads the state of a speech synthesis task and, once it has ended, its audio file and its timed subtitles.

        Free of charge.

        Args:
            task_id: The id that the service gave the task when it was created. Source: page speech_synthesis_result
                (schema, example).

        Returns:
            SpeechSynthesisTask: The task as it stands now.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /chanjing/open/v1/audio_task_state, page speech_synthesis_result (schema); the vendor's catalogue,
        row 2182.
        """
        return await self._send(_get(task_id))

    async def wait(
        self, task: str | TaskHandle, *, timeout: float | None = None, on_update: OnUpdate | None = None
    ) -> SpeechSynthesisTask:
        """Wait until a task has ended, and return what it made.

        Reads the task again and again, free of charge, until it has ended or the timeout has passed. Reads may fail for
        as long as the client's retry budget allows.

        Args:
            task: The handle of the task, or its id.
            timeout: How long to wait in all, in seconds; 600 unless given, and always finite.
            on_update: Called with a `Poll` after each read: its number, the seconds so far and the state.

        Returns:
            SpeechSynthesisTask: The task that succeeded.

        Raises:
            TaskFailedError: the task ended and failed; it holds the reasons.
            WaitTimeoutError: the timeout has passed; its handle takes the wait up again, elsewhere too.
            Speech302Error: any other error of a read; it carries the handle too.
        """
        return await self._wait(task, timeout, on_update)

    async def download(
        self,
        task: SpeechSynthesisTask,
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
        return await self._download(SPEECH_SYNTHESIS, task, path, which, options)
