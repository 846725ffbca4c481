"""Files: requests for what lies on the shelf."""

from collections.abc import Iterator, Mapping
from itertools import count

from attrs import evolve, field, frozen
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from scripts.mock.faults import touches
from scripts.mock.faults.plan import FileManner, Reply
from scripts.mock.ranges import Part, part_of
from scripts.mock.refusals import RefusalError
from scripts.mock.shelf import Shelf


@frozen
class Files:
    """Answers requests for the files of a shelf."""

    shelf: Shelf
    _versions: Iterator[int] = field(factory=lambda: count(1), init=False)

    def answer(self, request: Request, manner: FileManner) -> Response:
        """Answer with a file or a part of it.

        Raises `RefusalError` when the request came with a key, and `HTTPException` when there is no such file.
        """
        name = request.path_params["name"]
        if "authorization" in request.headers:
            raise RefusalError("file key")
        if name not in self.shelf.files:
            raise HTTPException(404)
        content, etag = self.shelf.content(name), self.shelf.etag(name)
        if manner.changed:
            version = next(self._versions)
            content = content.translate(bytes((byte + version) % 256 for byte in range(256)))
            etag = f'"{version}-{etag[1:]}'
        etag = f"W/{etag}" if manner.etag == "weak" else etag
        part = _part(content, etag, request.headers, manner)
        headers = {**part.headers, "content-type": self.shelf.files[name].media_type}
        reply = Reply(part.status, headers, part.content)
        return (touches.zipped(reply) if manner.zipped else reply).response()


def _part(content: bytes, etag: str, asked: Mapping[str, str], manner: FileManner) -> Part:
    """Choose the part that is asked for, or another one if that is the manner."""
    part = part_of(content, etag, asked if manner.ranges else {})
    if manner.misplaced and part.status == 206:
        size = len(part.content)
        told = {**part.headers, "Content-Range": f"bytes 0-{size - 1}/{len(content)}"}
        part = evolve(part, headers=told, content=content[:size])
    left_out = [*([] if manner.ranges else ["Accept-Ranges"]), *(["ETag"] if manner.etag == "none" else [])]
    return evolve(part, headers={name: value for name, value in part.headers.items() if name not in left_out})
