"""The generator: openapi-python-client's parser and project, with this project's layout and templates."""

import shutil
from pathlib import Path
from typing import Any

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import Endpoint

from scripts.codegen import doctexts
from scripts.codegen.commands import command_module, literal, no_clash
from scripts.codegen.models import ModelModule, model_class, open_enums, reachable
from scripts.codegen.operations import Family, family, roots
from scripts.codegen.raw import Node, Raw
from scripts.codegen.reference.pages import write_reference
from scripts.codegen.task_table import envelopes, machines, retries
from scripts.failures import Failure, raise_all

TEMPLATES = Path(__file__).parent / "templates"
RUNTIME = Path(__file__).parent / "runtime"

PUBLIC = {
    "client": ["AsyncSpeech302", "Speech302"],
    "runtime.api_error": [
        "APIError",
        "AuthenticationError",
        "BalanceError",
        "InvalidRequestError",
        "NotFoundError",
        "PermissionDeniedError",
        "QuotaError",
        "RateLimitError",
        "RedirectError",
        "ServiceError",
    ],
    "runtime.cues": ["Cue", "Word", "cues"],
    "runtime.decode_error": ["DecodeError"],
    "runtime.download": ["Progress"],
    "runtime.encode_error": ["EncodeError"],
    "runtime.errors": [
        "AnswerTimeoutError",
        "ArgumentError",
        "ConfigurationError",
        "ConnectTimeoutError",
        "DownloadError",
        "NeverSentError",
        "OutcomeUnknownError",
        "RequestTimeoutError",
        "Speech302Error",
        "TransportError",
    ],
    "runtime.handle": ["TaskHandle"],
    "runtime.ledger": ["Ledger"],
    "runtime.ledger_entry": ["LedgerEntry"],
    "runtime.ledger_error": ["LedgerError"],
    "runtime.model": ["Model"],
    "runtime.request": ["Audio"],
    "runtime.subtitles": ["render_subtitles", "save_subtitles"],
    "runtime.surprise": ["Surprise"],
    "runtime.surprise_file": ["SurpriseFileWarning"],
    "runtime.surprises": ["Surprises"],
    "runtime.many": ["BehindWarning", "Finished"],
    "runtime.task_error": ["TaskError", "TaskFailedError", "TaskIdMissingError", "WaitTimeoutError"],
    "runtime.task_machine": ["Pace"],
    "runtime.poll": ["Poll", "UnknownStateWarning"],
}
"""What the package itself exports, by the module it comes from; models and operations have modules of their own."""


class ClientProject(Project):
    """Writes the client's package into a folder; `version` is that of the package, and not of the description."""

    def __init__(self, raw: Raw, data: GeneratorData, config: Config, version: str) -> None:
        super().__init__(openapi=data, config=config, custom_template_path=TEMPLATES)
        self.raw = raw
        self.package_version = version
        collections = self.openapi.endpoint_collections_by_tag.values()
        self.families: list[Family] = [family(collection, raw) for collection in collections]
        order = [tag["name"] for tag in raw.description["tags"]]
        self.families.sort(key=lambda view: order.index(view.tag))

    def build(self) -> list[GeneratorError]:
        """Write everything; returns what openapi-python-client had to say, warnings included."""
        self.project_dir.mkdir(parents=True)
        self._create_package()
        self._build_models()
        self._build_api()
        self._build_commands()
        write_reference(self.package_dir.with_name("reference"), self.package_dir, self.families, self.raw, PUBLIC)
        return list(self._get_errors())

    def _create_package(self) -> None:
        exports = sorted(name for names in PUBLIC.values() for name in names)
        self._render("package_init.py.jinja", "__init__.py", public=PUBLIC, exports=exports)
        (self.package_dir / "py.typed").touch()
        shutil.copytree(RUNTIME, self.package_dir / "runtime", ignore=shutil.ignore_patterns("__pycache__"))

    def _build_models(self) -> None:
        modules = [self._models_of(view) for view in self.families]
        for module in modules:
            self._render("models_module.py.jinja", f"models/{module.family}.py", module=module)
        exports = sorted(name for module in modules for name in module.exports)
        for name in sorted({name for name in exports if exports.count(name) > 1}):
            cure = "give each family's schemas and open enumerations names of their own"
            raise Failure(f"two families have a model or enumeration named `{name}`", cure=cure)
        self._render("models_init.py.jinja", "models/__init__.py", modules=modules, all_exports=exports)

    def _models_of(self, view: Family) -> ModelModule:
        found = reachable(
            [root for endpoint in self._endpoints(view.tag) for root in roots(endpoint, self.raw)], self.raw
        )
        classes = [model_class(model, self.raw) for model in found]
        return ModelModule(view.tag, view.doc, open_enums(found, self.raw), classes)

    def _build_api(self) -> None:
        self._render("init.py.jinja", "resources/__init__.py", doc="The operations, a module a family.")
        for view in self.families:
            self._render(
                "resource_module.py.jinja",
                f"resources/{view.tag}.py",
                family=view,
                imports=sorted(
                    {name for operation in view.operations for name in operation.envelopes}
                    | {view.machine, *(operation.retry for operation in view.operations)} - {None}
                ),
                wait_doc=doctexts.wait(view),
                download_doc=doctexts.download(view),
            )
        self._render(
            "tables.py.jinja", "tables.py", entries=[*envelopes(self.raw), *retries(self.raw), *machines(self.raw)]
        )
        self._render(
            "client.py.jinja",
            "client.py",
            families=self.families,
            version=self.package_version,
            base_url=self.raw.description["servers"][0]["url"],
        )

    def _build_commands(self) -> None:
        modules = [command_module(view, self.raw) for view in self.families]
        no_clash(modules)
        self.env.filters["text"] = literal
        for module in modules:
            self._render("commands_module.py.jinja", f"commands/{module.tag}.py", module=module)
        hosts = [server["url"] for server in self.raw.description["servers"]]
        name, version = self.package_dir.name, self.package_version
        self._render(
            "commands_init.py.jinja", "commands/__init__.py", modules=modules, name=name, version=version, hosts=hosts
        )
        self._render("main_module.py.jinja", "__main__.py", name=name)

    def _endpoints(self, tag: str) -> list[Endpoint]:
        return next(found.endpoints for name, found in self.openapi.endpoint_collections_by_tag.items() if name == tag)

    def _render(self, template: str, path: str, **values: Any) -> None:
        target = self.package_dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.env.get_template(template).render(**values), encoding="utf-8")


def build(description: Node, source: Path, package: Path, version: str) -> None:
    """Write the client of a validated description into the new folder `package`, and `reference` beside it.

    `source` is the description's file, named in messages. Raises `Failure` when openapi-python-client refuses the
    description or warns of anything, since a warning means that something would be missing from the client.
    """
    config = Config.from_sources(
        ConfigFile(package_name_override=package.name, project_name_override=package.name, post_hooks=[]),
        MetaType.NONE,
        document_source=source,
        file_encoding="utf-8",
        overwrite=False,
        output_path=package,
    )
    data = GeneratorData.from_dict(description, config=config)
    if isinstance(data, GeneratorError):
        raise _told(data, source)
    raise_all([_told(error, source) for error in ClientProject(Raw(description, data), data, config, version).build()])


def _told(error: GeneratorError, source: Path) -> Failure:
    return Failure(
        "openapi-python-client does not understand the whole description",
        str(source),
        " ".join(part for part in (error.header, error.detail) if part),
        "describe it in a way that the generator understands; nothing of generated/ was changed",
    )
