"""Result files are real, and are fetched without a key."""

import pytest

from scripts.mock.shelf import load_shelf
from scripts.mock.sounds import chimes
from tests.mock.conversation import Conversation, recorded, sound_of

SHELF = load_shelf()
SOUNDS = [name for name, file in SHELF.files.items() if file.media_type == "audio/wav"]


@pytest.fixture(scope="module")
def talk() -> Conversation:
    return Conversation()


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_a_wav_file_of_the_length_that_it_says(talk: Conversation, name: str) -> None:
    response = talk.send("GET", f"/files/{name}", key=None)
    assert response.headers["content-type"] == "audio/wav"
    assert response.headers["content-length"] == str(len(response.content))
    assert sound_of(response.content) == (1, 2, 16000, SHELF.files[name].seconds)


@pytest.mark.parametrize("name", SHELF.files)
def test_a_file_is_the_same_every_time(name: str) -> None:
    assert load_shelf().content(name) == load_shelf().content(name)


def test_the_sounds_differ() -> None:
    assert len({SHELF.content(name) for name in SOUNDS}) == len(SOUNDS)


def test_the_speech_is_as_long_as_recorded_and_has_a_note_where_each_subtitle_begins() -> None:
    data = recorded("get_speech_synthesis")["data"]
    speech = SHELF.files["speech.wav"]
    assert speech.seconds == data["full"]["duration"]
    assert list(speech.notes) == [subtitle["start_time"] for subtitle in data["subtitles"]]


def test_notes_at_the_edge_and_beyond_it_keep_the_length() -> None:
    assert sound_of(chimes([0, 0.49, 0.5, 2], 0.5))[3] == 0.5


def test_the_film_is_well_formed_and_hollow(talk: Conversation) -> None:
    response = talk.send("GET", "/files/video.mp4", key=None)
    assert response.headers["content-type"] == "video/mp4"
    content, boxes = response.content, []
    while content:
        size = int.from_bytes(content[:4], "big")
        boxes.append(content[4:8])
        content = content[size:]
    assert boxes == [b"ftyp", b"free"]
    assert b"no film" in response.content


@pytest.mark.parametrize("name", SHELF.files)
@pytest.mark.parametrize("key", ["Bearer some-key", "Basic x", ""])
def test_a_client_that_sends_its_key_to_a_file_is_told_so(talk: Conversation, name: str, key: str) -> None:
    response = talk.send("GET", f"/files/{name}", key=key)
    assert response.status_code == 400
    assert "without a key" in response.json()["error"]["message"]


@pytest.mark.parametrize("name", ["nothing.wav", "..", "%2e%2e%2ffiles.json", "voice.wav/x"])
def test_other_files_are_not_there(talk: Conversation, name: str) -> None:
    assert talk.send("GET", f"/files/{name}", key=None).status_code == 404
