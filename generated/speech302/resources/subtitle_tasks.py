"""Operations of the family `subtitle_tasks`: Transcribing, translating, burning and downloading for videos."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from ..models.subtitle_tasks import (
    SubtitleLine,
    SubtitleTask,
    SubtitleTaskCreated,
    Transcript,
    TranscriptSegment,
)
from ..runtime import checks
from ..runtime.download import OnProgress, Options
from ..runtime.handle import TaskHandle
from ..runtime.poll import OnUpdate
from ..runtime.request import Request, fill, present
from ..runtime.resource import AsyncResource, Resource
from ..tables import READING, SUBTITLE_TASKS, VENDOR


def _create_extraction(
    *, audio_url: str, language: str, demucs: bool | None = None, is_only_demucs: bool | None = None
) -> Request[SubtitleTaskCreated]:
    checks.not_blank("audio_url", audio_url)
    checks.not_blank("language", language)
    if demucs is not None:
        checks.boolean("demucs", demucs)
    if is_only_demucs is not None:
        checks.boolean("is_only_demucs", is_only_demucs)
    return Request(
        operation="create_subtitle_extraction",
        method="POST",
        path="/302/vt/subtitle/extract",
        body=present(
            {"audio_url": audio_url, "language": language, "demucs": demucs, "is_only_demucs": is_only_demucs}
        ),
        answer=SubtitleTaskCreated,
        paid=True,
        envelopes=(VENDOR,),
    )


def _create_translation(
    *, model: str, src_lang: str, tgt_lang: str, subtitle: Transcript
) -> Request[SubtitleTaskCreated]:
    checks.not_blank("model", model)
    checks.not_blank("src_lang", src_lang)
    checks.not_blank("tgt_lang", tgt_lang)
    checks.instance("subtitle", subtitle, Transcript)
    checks.instances("subtitle.segments", subtitle.segments, TranscriptSegment)
    return Request(
        operation="create_subtitle_translation",
        method="POST",
        path="/302/vt/subtitle/translate",
        body=present({"model": model, "src_lang": src_lang, "tgt_lang": tgt_lang, "subtitle": subtitle}),
        answer=SubtitleTaskCreated,
        paid=True,
        envelopes=(VENDOR,),
    )


def _create_burning(
    *,
    url: str,
    src_subtitle: Sequence[SubtitleLine] | None = None,
    trans_subtitle: Sequence[SubtitleLine] | None = None,
) -> Request[SubtitleTaskCreated]:
    checks.not_blank("url", url)
    if src_subtitle is not None:
        checks.instances("src_subtitle", src_subtitle, SubtitleLine)
    if trans_subtitle is not None:
        checks.instances("trans_subtitle", trans_subtitle, SubtitleLine)
    return Request(
        operation="create_subtitle_burning",
        method="POST",
        path="/302/vt/subtitle/burn",
        body=present({"url": url, "src_subtitle": src_subtitle, "trans_subtitle": trans_subtitle}),
        answer=SubtitleTaskCreated,
        paid=True,
        envelopes=(VENDOR,),
    )


def _create_download(*, url: str, resolution: str | None = None) -> Request[SubtitleTaskCreated]:
    checks.not_blank("url", url)
    if resolution is not None:
        checks.text("resolution", resolution)
    return Request(
        operation="create_video_download",
        method="POST",
        path="/302/vt/video/download",
        body=present({"url": url, "resolution": resolution}),
        answer=SubtitleTaskCreated,
        paid=True,
        envelopes=(VENDOR,),
    )


def _get(task_id: str) -> Request[SubtitleTask]:
    return Request(
        operation="get_subtitle_task",
        method="GET",
        path=fill("/302/vt/tasks/subtitle/{task_id}", task_id=task_id),
        answer=SubtitleTask,
        retry=READING,
        envelopes=(VENDOR,),
    )


class SubtitleTasks(Resource[SubtitleTask]):
    """Transcribing, translating, burning and downloading for videos."""

    _machine = SUBTITLE_TASKS
    _read = staticmethod(_get)

    def create_extraction(
        self, *, audio_url: str, language: str, demucs: bool | None = None, is_only_demucs: bool | None = None
    ) -> TaskHandle:
        """Create a transcription task.

        Starts a task that transcribes a recording, or only separates its voices from the rest.

        **Costs money**: 0.003 PTC per minute (source: the vendor's catalogue, row 802). It is sent at most once.

        Args:
            audio_url: Where the service can fetch the recording. Source: the vendor's own application (sends it).
            language: The language that is spoken. Source: the vendor's own application (sends it).
            demucs: Whether to separate the voices from the rest before transcribing. Source: the vendor's own
                application (sends it); inferred (type and meaning).
            is_only_demucs: Whether to separate only, and not to transcribe. Source: the vendor's own application (sends
                it); inferred (type and meaning).

        Returns:
            TaskHandle: The task; its `answer` is a `SubtitleTaskCreated`. The task was created.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/vt/subtitle/extract, the vendor's catalogue, row 802; the vendor's own application (calls it).
        """
        return self._create(
            _create_extraction(audio_url=audio_url, language=language, demucs=demucs, is_only_demucs=is_only_demucs)
        )

    def create_extraction_and_wait(
        self,
        *,
        audio_url: str,
        language: str,
        demucs: bool | None = None,
        is_only_demucs: bool | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> SubtitleTask:
        """Create a transcription task, and wait until it has ended.

        The same as `create_extraction` and then `wait`: arguments, price and errors are theirs. An error of the wait,
        and an interrupt of it, carries the handle of the task.
        """
        return self._create_and_wait(
            _create_extraction(audio_url=audio_url, language=language, demucs=demucs, is_only_demucs=is_only_demucs),
            timeout,
            on_update,
        )

    def create_translation(self, *, model: str, src_lang: str, tgt_lang: str, subtitle: Transcript) -> TaskHandle:
        """Create a translation task.

        Starts a task that translates the segments of a transcript.

        **Costs money**: at the language model's own price (source: the vendor's catalogue, row 802). It is sent at most
        once.

        Args:
            model: The language model that translates. Source: the vendor's own application (sends it).
            src_lang: The language of the transcript. Source: the vendor's own application (sends it).
            tgt_lang: The language to translate into. Source: the vendor's own application (sends it).
            subtitle: What was said, as segments and once more as one list of words. Source: the vendor's own
                application (sends its segments).

        Returns:
            TaskHandle: The task; its `answer` is a `SubtitleTaskCreated`. The task was created.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/vt/subtitle/translate, the vendor's catalogue, row 802; the vendor's own application (calls
        it).
        """
        return self._create(_create_translation(model=model, src_lang=src_lang, tgt_lang=tgt_lang, subtitle=subtitle))

    def create_translation_and_wait(
        self,
        *,
        model: str,
        src_lang: str,
        tgt_lang: str,
        subtitle: Transcript,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> SubtitleTask:
        """Create a translation task, and wait until it has ended.

        The same as `create_translation` and then `wait`: arguments, price and errors are theirs. An error of the wait,
        and an interrupt of it, carries the handle of the task.
        """
        return self._create_and_wait(
            _create_translation(model=model, src_lang=src_lang, tgt_lang=tgt_lang, subtitle=subtitle),
            timeout,
            on_update,
        )

    def create_burning(
        self,
        *,
        url: str,
        src_subtitle: Sequence[SubtitleLine] | None = None,
        trans_subtitle: Sequence[SubtitleLine] | None = None,
    ) -> TaskHandle:
        """Create a burning task.

        Starts a task that draws subtitles into a video.

        **Costs money**: 0.005 PTC per minute (source: the vendor's catalogue, row 802). It is sent at most once.

        Args:
            url: Where the service can fetch the video. Source: the vendor's own application (sends it).
            src_subtitle: The lines in the language of the video. Source: the vendor's own application (sends it);
                inferred (the type).
            trans_subtitle: The translated lines. Source: the vendor's own application (sends it); inferred (the type).

        Returns:
            TaskHandle: The task; its `answer` is a `SubtitleTaskCreated`. The task was created.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/vt/subtitle/burn, the vendor's catalogue, row 802; the vendor's own application (calls it).
        """
        return self._create(_create_burning(url=url, src_subtitle=src_subtitle, trans_subtitle=trans_subtitle))

    def create_burning_and_wait(
        self,
        *,
        url: str,
        src_subtitle: Sequence[SubtitleLine] | None = None,
        trans_subtitle: Sequence[SubtitleLine] | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> SubtitleTask:
        """Create a burning task, and wait until it has ended.

        The same as `create_burning` and then `wait`: arguments, price and errors are theirs. An error of the wait, and
        an interrupt of it, carries the handle of the task.
        """
        return self._create_and_wait(
            _create_burning(url=url, src_subtitle=src_subtitle, trans_subtitle=trans_subtitle), timeout, on_update
        )

    def create_download(self, *, url: str, resolution: str | None = None) -> TaskHandle:
        """Create a video download task.

        Starts a task that fetches a video from the page that shows it.

        **Costs money**: 0.005 PTC per call (source: the vendor's catalogue, row 802). It is sent at most once.

        Args:
            url: The page that shows the video, or the video itself. Source: the vendor's own application (sends it).
            resolution: The resolution wanted; which ones there are is not known. Source: the vendor's own application
                (sends it); inferred (the type).

        Returns:
            TaskHandle: The task; its `answer` is a `SubtitleTaskCreated`. The task was created.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/vt/video/download, the vendor's catalogue, row 802; the vendor's own application (calls it).
        """
        return self._create(_create_download(url=url, resolution=resolution))

    def create_download_and_wait(
        self,
        *,
        url: str,
        resolution: str | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> SubtitleTask:
        """Create a video download task, and wait until it has ended.

        The same as `create_download` and then `wait`: arguments, price and errors are theirs. An error of the wait, and
        an interrupt of it, carries the handle of the task.
        """
        return self._create_and_wait(_create_download(url=url, resolution=resolution), timeout, on_update)

    def get(self, task_id: str) -> SubtitleTask:
        """Read a subtitle task.

        Reads the state of a transcription, translation, burning or download task and, once it has ended, its result.

        Free of charge.

        Args:
            task_id: The id that the service gave the task when it was created. Source: page subtitle_task_status
                (schema). The page's request example lost it; its curl ends at the slash before.

        Returns:
            SubtitleTask: The task as it stands now. The page names four cases, transcribed, translated, burned and
                downloaded, and shows the first alone.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            Speech302Error: any other error; each kind says what to do next.

        Source: GET /302/vt/tasks/subtitle/{task_id}, page subtitle_task_status (schema); the vendor's catalogue, row
        802.
        """
        return self._send(_get(task_id))

    def wait(
        self, task: str | TaskHandle, *, timeout: float | None = None, on_update: OnUpdate | None = None
    ) -> SubtitleTask:
        """Wait until a task has ended, and return what it made.

        Reads the task again and again, free of charge, until it has ended or the timeout has passed. Reads may fail for
        as long as the client's retry budget allows.

        Args:
            task: The handle of the task, or its id.
            timeout: How long to wait in all, in seconds; 1800 unless given, and always finite.
            on_update: Called with a `Poll` after each read: its number, the seconds so far and the state.

        Returns:
            SubtitleTask: The task that succeeded.

        Raises:
            TaskFailedError: the task ended and failed; it holds the reasons.
            WaitTimeoutError: the timeout has passed; its handle takes the wait up again, elsewhere too.
            Speech302Error: any other error of a read; it carries the handle too.
        """
        return self._wait(task, timeout, on_update)

    def download(
        self,
        task: SubtitleTask,
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
        return self._download(SUBTITLE_TASKS, task, path, which, options)


class AsyncSubtitleTasks(AsyncResource[SubtitleTask]):
    """Transcribing, translating, burning and downloading for videos. Every method is a coroutine."""

    _machine = SUBTITLE_TASKS
    _read = staticmethod(_get)

    async def create_extraction(
        self, *, audio_url: str, language: str, demucs: bool | None = None, is_only_demucs: bool | None = None
    ) -> TaskHandle:
        """Create a transcription task.

        Starts a task that transcribes a recording, or only separates its voices from the rest.

        **Costs money**: 0.003 PTC per minute (source: the vendor's catalogue, row 802). It is sent at most once.

        Args:
            audio_url: Where the service can fetch the recording. Source: the vendor's own application (sends it).
            language: The language that is spoken. Source: the vendor's own application (sends it).
            demucs: Whether to separate the voices from the rest before transcribing. Source: the vendor's own
                application (sends it); inferred (type and meaning).
            is_only_demucs: Whether to separate only, and not to transcribe. Source: the vendor's own application (sends
                it); inferred (type and meaning).

        Returns:
            TaskHandle: The task; its `answer` is a `SubtitleTaskCreated`. The task was created.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/vt/subtitle/extract, the vendor's catalogue, row 802; the vendor's own application (calls it).
        """
        return await self._create(
            _create_extraction(audio_url=audio_url, language=language, demucs=demucs, is_only_demucs=is_only_demucs)
        )

    async def create_extraction_and_wait(
        self,
        *,
        audio_url: str,
        language: str,
        demucs: bool | None = None,
        is_only_demucs: bool | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> SubtitleTask:
        """Create a transcription task, and wait until it has ended.

        The same as `create_extraction` and then `wait`: arguments, price and errors are theirs. An error of the wait,
        and an interrupt of it, carries the handle of the task.
        """
        return await self._create_and_wait(
            _create_extraction(audio_url=audio_url, language=language, demucs=demucs, is_only_demucs=is_only_demucs),
            timeout,
            on_update,
        )

    async def create_translation(self, *, model: str, src_lang: str, tgt_lang: str, subtitle: Transcript) -> TaskHandle:
        """Create a translation task.

        Starts a task that translates the segments of a transcript.

        **Costs money**: at the language model's own price (source: the vendor's catalogue, row 802). It is sent at most
        once.

        Args:
            model: The language model that translates. Source: the vendor's own application (sends it).
            src_lang: The language of the transcript. Source: the vendor's own application (sends it).
            tgt_lang: The language to translate into. Source: the vendor's own application (sends it).
            subtitle: What was said, as segments and once more as one list of words. Source: the vendor's own
                application (sends its segments).

        Returns:
            TaskHandle: The task; its `answer` is a `SubtitleTaskCreated`. The task was created.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/vt/subtitle/translate, the vendor's catalogue, row 802; the vendor's own application (calls
        it).
        """
        return await self._create(
            _create_translation(model=model, src_lang=src_lang, tgt_lang=tgt_lang, subtitle=subtitle)
        )

    async def create_translation_and_wait(
        self,
        *,
        model: str,
        src_lang: str,
        tgt_lang: str,
        subtitle: Transcript,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> SubtitleTask:
        """Create a translation task, and wait until it has ended.

        The same as `create_translation` and then `wait`: arguments, price and errors are theirs. An error of the wait,
        and an interrupt of it, carries the handle of the task.
        """
        return await self._create_and_wait(
            _create_translation(model=model, src_lang=src_lang, tgt_lang=tgt_lang, subtitle=subtitle),
            timeout,
            on_update,
        )

    async def create_burning(
        self,
        *,
        url: str,
        src_subtitle: Sequence[SubtitleLine] | None = None,
        trans_subtitle: Sequence[SubtitleLine] | None = None,
    ) -> TaskHandle:
        """Create a burning task.

        Starts a task that draws subtitles into a video.

        **Costs money**: 0.005 PTC per minute (source: the vendor's catalogue, row 802). It is sent at most once.

        Args:
            url: Where the service can fetch the video. Source: the vendor's own application (sends it).
            src_subtitle: The lines in the language of the video. Source: the vendor's own application (sends it);
                inferred (the type).
            trans_subtitle: The translated lines. Source: the vendor's own application (sends it); inferred (the type).

        Returns:
            TaskHandle: The task; its `answer` is a `SubtitleTaskCreated`. The task was created.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/vt/subtitle/burn, the vendor's catalogue, row 802; the vendor's own application (calls it).
        """
        return await self._create(_create_burning(url=url, src_subtitle=src_subtitle, trans_subtitle=trans_subtitle))

    async def create_burning_and_wait(
        self,
        *,
        url: str,
        src_subtitle: Sequence[SubtitleLine] | None = None,
        trans_subtitle: Sequence[SubtitleLine] | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> SubtitleTask:
        """Create a burning task, and wait until it has ended.

        The same as `create_burning` and then `wait`: arguments, price and errors are theirs. An error of the wait, and
        an interrupt of it, carries the handle of the task.
        """
        return await self._create_and_wait(
            _create_burning(url=url, src_subtitle=src_subtitle, trans_subtitle=trans_subtitle), timeout, on_update
        )

    async def create_download(self, *, url: str, resolution: str | None = None) -> TaskHandle:
        """Create a video download task.

        Starts a task that fetches a video from the page that shows it.

        **Costs money**: 0.005 PTC per call (source: the vendor's catalogue, row 802). It is sent at most once.

        Args:
            url: The page that shows the video, or the video itself. Source: the vendor's own application (sends it).
            resolution: The resolution wanted; which ones there are is not known. Source: the vendor's own application
                (sends it); inferred (the type).

        Returns:
            TaskHandle: The task; its `answer` is a `SubtitleTaskCreated`. The task was created.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            TaskIdMissingError: the answer holds no task id; it stands in the error.
            Speech302Error: any other error; each kind says what to do next.

        Source: POST /302/vt/video/download, the vendor's catalogue, row 802; the vendor's own application (calls it).
        """
        return await self._create(_create_download(url=url, resolution=resolution))

    async def create_download_and_wait(
        self,
        *,
        url: str,
        resolution: str | None = None,
        timeout: float | None = None,
        on_update: OnUpdate | None = None,
    ) -> SubtitleTask:
        """Create a video download task, and wait until it has ended.

        The same as `create_download` and then `wait`: arguments, price and errors are theirs. An error of the wait, and
        an interrupt of it, carries the handle of the task.
        """
        return await self._create_and_wait(_create_download(url=url, resolution=resolution), timeout, on_update)

    async def get(self, task_id: str) -> SubtitleTask:
        """Read a subtitle task.

        Reads the state of a transcription, translation, burning or download task and, once it has ended, its result.

        Free of charge.

        Args:
            task_id: The id that the service gave the task when it was created. Source: page subtitle_task_status
                (schema). The page's request example lost it; its curl ends at the slash before.

        Returns:
            SubtitleTask: The task as it stands now. The page names four cases, transcribed, translated, burned and
                downloaded, and shows the first alone.

        Raises:
            ArgumentError: an argument breaks one of the rules above; nothing was sent.
            Speech302Error: any other error; each kind says what to do next.

        Source: GET /302/vt/tasks/subtitle/{task_id}, page subtitle_task_status (schema); the vendor's catalogue, row
        802.
        """
        return await self._send(_get(task_id))

    async def wait(
        self, task: str | TaskHandle, *, timeout: float | None = None, on_update: OnUpdate | None = None
    ) -> SubtitleTask:
        """Wait until a task has ended, and return what it made.

        Reads the task again and again, free of charge, until it has ended or the timeout has passed. Reads may fail for
        as long as the client's retry budget allows.

        Args:
            task: The handle of the task, or its id.
            timeout: How long to wait in all, in seconds; 1800 unless given, and always finite.
            on_update: Called with a `Poll` after each read: its number, the seconds so far and the state.

        Returns:
            SubtitleTask: The task that succeeded.

        Raises:
            TaskFailedError: the task ended and failed; it holds the reasons.
            WaitTimeoutError: the timeout has passed; its handle takes the wait up again, elsewhere too.
            Speech302Error: any other error of a read; it carries the handle too.
        """
        return await self._wait(task, timeout, on_update)

    async def download(
        self,
        task: SubtitleTask,
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
        return await self._download(SUBTITLE_TASKS, task, path, which, options)
