"""What varies between the families, as data: how tasks go, how errors look at HTTP 200, what is sent again."""

from .runtime.envelopes import Envelope
from .runtime.retry import Transient
from .runtime.task_machine import Ending, Pace, TaskMachine

VENDOR = Envelope(name="vendor", code=("error", "err_code"), message=(("error", "message"),))
"""The vendor error envelope: its code stands at `/error/err_code`."""

BUSINESS = Envelope(name="business", code=("code",), message=(("msg",),), trace=("trace_id",), ok=(0,))
"""The business error envelope: its code stands at `/code`."""

READING = Transient(statuses=frozenset({408, 429, "5XX"}), codes=frozenset({40001}))
"""The answers after which what is `reading` may be sent again."""

SPEECH_SYNTHESIS = TaskMachine(
    family="speech_synthesis",
    read="get_speech_synthesis",
    created_by={"create_speech_synthesis": ("data", "task_id")},
    status=("data", "status"),
    running=(10, 1, 0, 2),
    endings=(
        Ending(outcome="succeeded", status=9, present=(("data", "full", "url"),), empty=(("data", "err_msg"),)),
        Ending(outcome="failed", status=9),
    ),
    files=(("data", "full", "url"),),
    errors=(("data", "err_msg"), ("data", "err_reason")),
    pace=Pace(first=3, factor=1.3, most=5, timeout=600),
)
"""How a task of `speech_synthesis` goes: read by `get_speech_synthesis` until it has ended."""

SUBTITLE_TASKS = TaskMachine(
    family="subtitle_tasks",
    read="get_subtitle_task",
    created_by={
        "create_subtitle_extraction": ("task_id",),
        "create_subtitle_translation": ("task_id",),
        "create_subtitle_burning": ("task_id",),
        "create_video_download": ("task_id",),
    },
    status=("status",),
    running=("queue", "waiting", "processing"),
    endings=(Ending(outcome="succeeded", status="success"), Ending(outcome="failed", status="fail")),
    files=(
        ("result", "video_url"),
        ("result", "audio_url"),
        ("result", "vocal_audio_url"),
        ("result", "background_audio_url"),
    ),
    errors=(("result", "error", "message"), ("result", "error")),
    pace=Pace(first=2, factor=1.5, most=30, timeout=1800),
    paces={
        "create_subtitle_extraction": Pace(first=5, factor=1.5, most=30, timeout=1800),
        "create_subtitle_translation": Pace(first=10, factor=1.5, most=30, timeout=1800),
        "create_subtitle_burning": Pace(first=10, factor=1.5, most=30, timeout=1800),
    },
)
"""How a task of `subtitle_tasks` goes: read by `get_subtitle_task` until it has ended."""

VOICE_CLONES = TaskMachine(
    family="voice_clones",
    read="get_voice_clone",
    created_by={"create_voice_clone": ("task_id",)},
    status=("state",),
    running=("PENDING", "STARTED"),
    endings=(
        Ending(outcome="succeeded", present=(("audio",),)),
        Ending(outcome="succeeded", status="SUCCESS"),
        Ending(outcome="failed", status="FAILURE"),
    ),
    files=(("audio",), ("audio_url",)),
    errors=(),
    pace=Pace(first=3, factor=1.3, most=10, timeout=600),
)
"""How a task of `voice_clones` goes: read by `get_voice_clone` until it has ended."""

VOICE_GENERATIONS = TaskMachine(
    family="voice_generations",
    read="get_voice_generation",
    created_by={"create_voice_generation": ("task_id",)},
    status=("state",),
    running=("PENDING", "STARTED"),
    endings=(
        Ending(outcome="succeeded", present=(("audio",),)),
        Ending(outcome="succeeded", status="SUCCESS"),
        Ending(outcome="failed", status="FAILURE"),
    ),
    files=(("audio",), ("audio_url",)),
    errors=(),
    pace=Pace(first=3, factor=1.3, most=10, timeout=600),
)
"""How a task of `voice_generations` goes: read by `get_voice_generation` until it has ended."""
