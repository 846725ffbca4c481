"""Claims about types: a strict checker accepts a right program, and points at each wrong line of a wrong one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.client.support import ROOT

RIGHT = '''
"""A program as a user writes it."""
import asyncio
from pathlib import Path

from speech302 import (
    AsyncSpeech302,
    Finished,
    Poll,
    Speech302,
    Speech302Error,
    TaskFailedError,
    TaskHandle,
    WaitTimeoutError,
    render_subtitles,
)
from speech302.models import SpeechSynthesisStatus, SpeechText, SubtitleTaskStatus, Transcript, TranscriptSegment


def show(poll: Poll) -> None:
    print(poll.number, poll.elapsed, poll.state.kind, poll.state.status)


def main() -> str | None:
    with Speech302(api_key="key", timeout=30, retries=1) as client:
        clone = client.voice_clones.create(input_text="a", ref_audio_links=["b"], ref_audio_text=("c",), top_k=5)
        try:
            task = client.voice_clones.wait(clone, timeout=60, on_update=show)
        except WaitTimeoutError as late:
            task = client.with_options(timeout=5).voice_clones.wait(late.task_id or "")
        except TaskFailedError as failed:
            return ", ".join(failed.reasons)
        except Speech302Error as error:
            raise SystemExit(str(error)) from error
        handle: TaskHandle = clone
        ended: list[Finished] = client.wait_all([handle, str(handle)], concurrency=2)
        print(len(ended), client.resume(handle), [finished.error for finished in client.as_completed([handle])])
        path: Path = client.voice_clones.download(task, Path("a.wav"), overwrite=True)
        size: int = len(task.audio) if task.audio else 0
        text = SpeechText(text="a", plain_text="a")
        client.speech_synthesis.create(audio_man="a", speed=1, pitch=1.5, volume=1, text=text)
        spoken = client.speech_synthesis.wait("id")
        if spoken.data and spoken.data.status == SpeechSynthesisStatus.ENDED and spoken.data.subtitles:
            return render_subtitles(spoken) + str(path) + str(size)
        read = client.subtitle_tasks.get("id")
        if read.status == SubtitleTaskStatus.SUCCESS and read.result and read.result.subtitle:
            words = [word.word for segment in read.result.subtitle.segments or [] for word in segment.words or []]
            return " ".join(filter(None, words))
        subtitle = Transcript(segments=[TranscriptSegment(start=0, end=1.5, text="a")])
        client.subtitle_tasks.create_translation(model="m", src_lang="a", tgt_lang="b", subtitle=subtitle)
        return read.status


async def also() -> None:
    async with AsyncSpeech302() as client:
        created = await client.voice_generations.create(is_multi_speaker=False, input_text="a")
        wait = client.voice_generations.wait
        tasks = await asyncio.gather(wait(created), wait("t2"))
        await client.voice_generations.download(tasks[0], "a.wav")
        async for finished in client.as_completed([created]):
            print(finished.result(), await client.wait_all([created]))
'''

WRONG = '''
"""Every line that ends in a comment is wrong."""
from speech302 import AsyncSpeech302, Speech302, SpeechClient  # attr-defined
from speech302.models import SpeechText, VoiceCloneTask, VoiceCloneTsk  # attr-defined


def main(client: Speech302) -> None:
    client.voice_clone  # attr-defined
    client.voice_clones.create("a", ["b"], ["c"])  # call-arg
    client.voice_clones.create(input_text="a", ref_audio_links=["b"])  # call-arg
    client.voice_clones.create(input_text=5, ref_audio_links=["b"], ref_audio_text=["c"])  # arg-type
    client.voice_clones.create(input_text="a", ref_audio_links=[1], ref_audio_text=["c"])  # list-item
    client.voice_generations.create(is_multi_speaker="no", input_text="a")  # arg-type
    client.voice_clones.get(client.voice_clones.get("a"))  # arg-type
    client.voice_clones.wait(client.voice_clones.get("a"))  # arg-type
    client.voice_clones.download("a", "b.wav")  # arg-type
    client.speech_synthesis.get("a").data.status  # union-attr
    client.voice_clones.get("a")["state"]  # index
    client.voice_clones.get("a").stat  # attr-defined
    VoiceCloneTask(state=5)  # arg-type
    VoiceCloneTask("SUCCESS")  # call-arg
    SpeechText(txt="a")  # call-arg
    Speech302("key")  # call-arg
    Speech302(apikey="key")  # call-arg


async def also(client: AsyncSpeech302, other: Speech302) -> None:
    client.voice_clones.get("a").state  # attr-defined
    client.voice_clones.get("a")  # unused-coroutine
    await other.voice_clones.get("a")  # misc
    with client:  # attr-defined
        pass
'''


def test_a_strict_checker_accepts_the_right_program_and_refuses_every_wrong_line(tmp_path: Path) -> None:
    for name, text in (("right.py", RIGHT), ("wrong.py", WRONG)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    configuration = tmp_path / "mypy.ini"
    configuration.write_text(f"[mypy]\nmypy_path = {ROOT / 'generated'}\nfollow_imports = silent\n", encoding="utf-8")
    flags = ["--strict", "--show-error-codes", "--no-error-summary", f"--cache-dir={ROOT / '.mypy_cache/users'}"]
    files = [str(tmp_path / name) for name in ("right.py", "wrong.py")]
    # In a process of its own: the checker changes the interpreter's recursion limit for good.
    command = [sys.executable, "-m", "mypy", f"--config-file={configuration}", *flags, *files]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    report = checked.stdout
    assert checked.stderr == ""
    assert [line for line in report.splitlines() if "wrong.py" not in line] == []
    found = set(re.findall(r"wrong\.py:(\d+): error: .*\[([\w-]+)\]", report))
    wanted = {
        (str(number), line.partition("  # ")[2]) for number, line in enumerate(WRONG.splitlines(), 1) if "  # " in line
    }
    assert found ^ wanted == set(), report
