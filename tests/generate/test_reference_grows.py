"""A family appears in the reference by being described."""

from pathlib import Path
from typing import Any

import pytest

from scripts.codegen.project import build
from scripts.failures import Failure
from tests.generate.rendered import Page, broken, faults, pages

SOURCE = {"inferred": "made up"}
ODD = "Either <b>this</b> | or that,\nas `a | b` says; see `PictureTask`."


def described(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": "Made up.",
        "properties": {k: {"x-source": SOURCE, **v} for k, v in properties.items()},
    }


def answering(name: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"200": {"description": "It went well.", "content": {"application/json": {"schema": schema}}}}


def description(tag: str = "pictures") -> dict[str, Any]:
    create = {
        "operationId": "create_picture",
        "x-method": "paint",
        "summary": "Paint a picture",
        "description": ODD,
        "x-source": SOURCE,
        "x-cost": {"amount": 2, "unit": "picture", "source": SOURCE},
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/PictureRequest"}}},
        },
        "responses": answering("PictureCreated"),
    }
    read = {
        "operationId": "get_picture",
        "x-method": "look",
        "summary": "Look at a picture",
        "description": "Looks at it.",
        "x-source": SOURCE,
        "parameters": [
            {
                "name": "job",
                "in": "query",
                "required": True,
                "schema": {"type": "string"},
                "description": "Which.",
                "x-source": SOURCE,
            }
        ],
        "responses": answering("PictureTask"),
        "x-task": {
            "created-by": {"create_picture": "/job"},
            "status": "/stage",
            "running": [1],
            "ends": [
                {"outcome": "succeeded", "status": 4, "present": ["/pictureUrl"]},
                {"outcome": "failed", "status": 4},
            ],
            "files": ["/pictureUrl"],
            "errors": [],
            "pace": {"first": 1, "growth": 2, "most": 8, "timeout": 77},
        },
    }
    request = described(subject={"type": "string", "minLength": 1, "description": ODD}) | {"required": ["subject"]}
    task = described(
        stage={"type": "integer", "description": "How far it is."}, pictureUrl={"type": "string", "description": ODD}
    )
    created = described(job={"type": "string", "description": "Its id."})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Pictures", "version": "1"},
        "servers": [{"url": "https://pictures.example"}],
        "tags": [{"name": tag, "description": "Pictures, painted."}],
        "paths": {"/pictures": {"post": {"tags": [tag], **create}, "get": {"tags": [tag], **read}}},
        "components": {"schemas": {"PictureRequest": request, "PictureTask": task, "PictureCreated": created}},
    }


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    folder = tmp_path_factory.mktemp("made")
    build(description(), Path("pictures.json"), folder / "pictures", "1.0")
    return pages(folder / "reference")


def test_its_page_tells_of_its_methods_and_models(reference: dict[str, Page]) -> None:
    titles = [section.title for section in reference["pictures.md"].sections if section.level == 3]
    assert titles == ["paint", "paint_and_wait", "look", "wait", "download", "PictureTask", "PictureCreated"]


def test_its_tasks_are_told_of_from_their_table(reference: dict[str, Page]) -> None:
    life = reference["pictures.md"]["How a task goes"].text
    assert "It has succeeded when stage is 4 and picture_url is there." in life
    assert "It has failed when stage is 4 and nothing above fits." in life
    assert "77 s" in life


def test_its_operations_are_in_the_index_with_their_prices(reference: dict[str, Page]) -> None:
    rows = reference["README.md"]["All operations"].rows
    assert [(row["Operation"], row["Price"]) for row in rows] == [
        ("pictures.paint", "2 PTC per picture"),
        ("pictures.look", "free"),
    ]


def test_prose_with_pipes_lines_and_tags_breaks_nothing(reference: dict[str, Page]) -> None:
    page = reference["pictures.md"]
    said = " ".join(ODD.replace("`", "").split())
    assert page["paint"].row("subject")["What it is"] == said
    assert page["PictureTask"].row("picture_url")["What it is"] == f"{said} In JSON it is pictureUrl."
    assert broken(reference) == []
    assert [fault for found in reference.values() for fault in faults(found)] == []


def test_its_example_gives_what_must_be_given(reference: dict[str, Page]) -> None:
    assert 'client.pictures.paint(subject="...")' in reference["pictures.md"]["paint"].code[1][1]


@pytest.mark.parametrize("tag", ["client", "errors", "package"])
def test_a_family_with_the_name_of_another_page_is_refused(tag: str, tmp_path: Path) -> None:
    with pytest.raises(Failure) as caught:
        build(description(tag), Path("pictures.json"), tmp_path / "pictures", "1.0")
    assert caught.value.what == f"a family's page would have the name of another page: {tag}.md"
