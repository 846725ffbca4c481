"""Reports of any length to try the HTML report with, and to look at it."""

from itertools import cycle, islice

from attrs import evolve

from scripts.drift.finding import Checked, Finding, Location, Party, PartyName, Report, Rule, Severity

OPERATIONS = (
    "get_speech_synthesis",
    "get_subtitle_task",
    "create_voice_clone",
    "get_voice_clone",
    "create_voice_generation",
    "get_voice_generation",
    "create_speech_synthesis",
    "create_subtitle_extraction",
    "create_subtitle_translation",
)

RULES = (
    Rule("field-type", "A field has the type that the description says."),
    Rule("field-missing", "Every field that a page or a recording shows is described."),
    Rule("required", "What a page calls required is required in the description, and the other way round."),
    Rule("enumeration", "A field takes the values that the page names, and no others."),
    Rule("status-code", "The service answers with a status that the description knows."),
    Rule("price", "The catalogue and the description name the same price."),
    Rule("client-stale", "The generated client is what the description makes."),
    Rule("acknowledgement-expired", "An acknowledgement has not expired."),
)

CHECKED = Checked(
    pages=14,
    operations=11,
    fields=312,
    examples=41,
    catalogue_rows=36,
    recordings=25,
    overlay_actions=58,
    generated_files=63,
)


def party(name: PartyName, says: str, where: str | None = None, line: int = 1) -> Party:
    return Party(name, says, Location(where, line) if where else None)


PAGE = "spec/voice_clones/pages/create_voice_clone.html"
KINDS = (
    Finding(
        "field-type",
        Severity.BREAKING,
        "`voice_id` is described as a string, but every recording holds an integer",
        Location("spec/voice_clones/schemas.yaml", 41),
        (
            party("page", "string", PAGE, 88),
            party("description", "string", "spec/voice_clones/schemas.yaml", 41),
            party("recording", "integer", "spec/voice_clones/recordings/get_voice_clone.done.json", 12),
        ),
        ("voice_id",),
        "get_voice_clone",
        "/components/schemas/VoiceClone/properties/voice_id/type",
        '{"task_id": "8f21", "status": "success",\n "data": {"voice_id": 48211, "preview_url": null}}',
    ),
    Finding(
        "status-code",
        Severity.BREAKING,
        "The service answers 422 where the description knows only 200 and 400",
        Location("spec/speech_synthesis/create_speech_synthesis.yaml", 30),
        (
            party("description", "200, 400", "spec/speech_synthesis/create_speech_synthesis.yaml", 30),
            party("service", "422"),
        ),
        ("422",),
        "create_speech_synthesis",
        "/paths/~1302~1vt~1tasks~1tts/post/responses",
        'HTTP/1.1 422 Unprocessable Entity\n\n{"error": {"message": "参数 text 不能为空", "code": 42201}}',
    ),
    Finding(
        "required",
        Severity.WARNING,
        "The page calls `language` required, but the description leaves it optional",
        Location("spec/subtitle_tasks/schemas.yaml", 17),
        (
            party("page", "required", "spec/subtitle_tasks/pages/create_subtitle_extraction.html", 52),
            party("description", "optional", "spec/subtitle_tasks/schemas.yaml", 17),
        ),
        ("language",),
        "create_subtitle_extraction",
        "/components/schemas/SubtitleExtraction/required",
        "language | string | 必需 | 源语言,例如 zh、en",
    ),
    Finding(
        "enumeration",
        Severity.WARNING,
        "`format` takes `opus` by the page; the client does not know that value",
        Location("spec/speech_synthesis/schemas.yaml", 77),
        (
            party("page", "mp3, wav, opus", "spec/speech_synthesis/pages/create_speech_synthesis.html", 120),
            party("description", "mp3, wav", "spec/speech_synthesis/schemas.yaml", 77),
            party("client", "mp3, wav", "generated/speech302/models/speech_synthesis.py", 55),
        ),
        ("format", "opus"),
        "create_speech_synthesis",
        "/components/schemas/CreateSpeechSynthesis/properties/format/enum",
        "输出格式,可选 mp3 / wav / opus",
    ),
    Finding(
        "field-missing",
        Severity.WARNING,
        "An overlay adds `progress`, which no recording shows any more",
        Location("overlays/042-subtitle-progress.overlay.yaml", 19),
        (
            party("overlay", "integer", "overlays/042-subtitle-progress.overlay.yaml", 19),
            party("recording", "absent", "spec/subtitle_tasks/recordings/get_subtitle_task.running.json", 3),
        ),
        ("progress",),
        "get_subtitle_task",
        "/components/schemas/SubtitleTask/properties/progress",
    ),
    Finding(
        "price",
        Severity.INFORMATION,
        "The catalogue asks 0.02 PTC, and the description says 0.015 PTC",
        Location("spec/shared/catalogue.yaml", 9),
        (
            party("catalogue", "0.02 PTC", "spec/shared/catalogue.yaml", 9),
            party("description", "0.015 PTC", "spec/voice_generations/create_voice_generation.yaml", 11),
        ),
        ("price",),
        "create_voice_generation",
        "/paths/~1302~1vt~1voice/post/x-cost/amount",
        "声音生成 | 0.02 PTC / 次",
    ),
    Finding(
        "price",
        Severity.INFORMATION,
        "The catalogue lists an operation that nothing describes",
        Location("spec/shared/catalogue.yaml", 31),
        (party("catalogue", "声音分离", "spec/shared/catalogue.yaml", 31),),
        ("声音分离",),
        evidence="声音分离 | 0.05 PTC / 分钟",
    ),
)

PROPOSAL = """overlay: 1.1.0
info:
  title: What the service does otherwise than the page says
  version: 1.0.0
actions:
  - target: $.components.schemas.VoiceClone.properties.voice_id
    x-expect: 1
    update:
      type: integer
      x-source: {kind: inferred, note: "every one of 3 recordings holds an integer, and the page's example holds none"}
"""


def sample(count: int) -> Report:
    """Make a report of so many findings, of every kind in turn."""
    kinds = islice(cycle(KINDS), count)
    found = [_variant(finding, number) for number, finding in enumerate(kinds)]
    found.sort(key=lambda finding: finding.severity.rank)
    answered = frozenset(finding.fingerprint for finding in found if finding.severity is Severity.BREAKING)
    accepted = (_variant(KINDS[2], 99),) if count else ()
    return Report(CHECKED, tuple(found), RULES, OPERATIONS, accepted, PROPOSAL if answered else None, answered)


def _variant(finding: Finding, number: int) -> Finding:
    """Make a finding that is another one, and belongs to another operation, in a later turn."""
    turn, operation = number // len(KINDS), finding.operation
    if operation and turn:
        operation = OPERATIONS[(OPERATIONS.index(operation) + turn) % len(OPERATIONS)]
    return evolve(finding, subject=(*finding.subject, str(turn)), operation=operation)
