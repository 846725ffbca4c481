"""Claims about the key and the disk: no file that the client writes holds it, whatever the service echoes."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import httpx
import pytest

from speech302 import Ledger, Speech302Error, TaskFailedError
from speech302.models import VoiceCloneTask
from tests.client.support import KEY, PAID, Run, both


def echoing(request: httpx.Request) -> httpx.Response:
    """Creates a task, lets it fail with the key in its reason, and has the key in every name that it can."""
    if request.method == "POST":
        return httpx.Response(200, json={"task_id": "t1", KEY: KEY, f"x {KEY}": {KEY: [KEY]}})
    return httpx.Response(200, json={"status": "fail", "result": {"error": {"message": f"bad key {KEY}"}, KEY: 1}})


@both
def test_neither_the_ledger_nor_the_file_of_surprises_holds_the_key(run: Run, tmp_path: Path) -> None:
    with Ledger(tmp_path / "tasks.sqlite") as ledger:

        async def life(client: Any) -> None:
            create = PAID["create_subtitle_extraction"]
            handle = await create.call(client)
            with pytest.raises(TaskFailedError) as caught:
                await client.subtitle_tasks.wait(handle)
            assert "***" in str(caught.value)
            assert KEY.encode() not in pickle.dumps(caught.value.reasons)
            assert KEY not in f"{handle}{handle!r}"

        run(life, answer=echoing, ledger=ledger, surprises=tmp_path / "surprises.jsonl")
        assert [entry.state for entry in ledger.entries()] == ["failed"]
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written["surprises.jsonl"]
    assert [name for name, content in written.items() if KEY.encode() in content] == []


@both
@pytest.mark.parametrize("status", [200, 401, 500])
def test_a_refusal_that_echoes_the_key_leaves_none_in_the_ledger(run: Run, status: int, tmp_path: Path) -> None:
    answer = httpx.Response(status, json={"error": {"err_code": 10003, "message": f"bad key {KEY}"}})
    with Ledger(tmp_path / "tasks.sqlite") as ledger:
        with pytest.raises(Speech302Error):
            run(PAID["create_voice_clone"].call, answer=answer, ledger=ledger)
        (entry,) = ledger.entries()
    assert entry.state == ("dropped" if status == 401 else "unsure")
    assert [path.name for path in tmp_path.iterdir() if KEY.encode() in path.read_bytes()] == []


@both
def test_a_file_is_asked_for_without_the_key_and_its_part_does_not_hold_it(run: Run, tmp_path: Path) -> None:
    asked: list[httpx.Request] = []

    def broken(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(404, content=KEY.encode())

    async def life(client: Any) -> None:
        task = VoiceCloneTask(audio_url="https://1.1.1.1/a.wav")
        await client.voice_clones.download(task, tmp_path / "a.wav", resume=True)

    with pytest.raises(Speech302Error):
        run(life, answer=broken)
    assert asked
    assert not [request for request in asked if KEY in f"{request.url}{request.headers.multi_items()}"]
    assert [path.name for path in tmp_path.iterdir() if KEY.encode() in path.read_bytes()] == []
