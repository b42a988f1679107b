"""A sign-up that somebody has begun, as a value. Stored sealed by `service.drafts`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from bgm_portal.privacy.kinds import ConsentCode

from .service.sign_up import SignUp, StatedNeeds
from .states import Promotion
from .steps import Step


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was said so far, and on which steps."""

    role: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    text: str = ""
    channel: str = ""
    consents: tuple[str, ...] = ()
    promotion: str = ""
    slots: tuple[str, ...] = ()
    longer: bool = False
    done: frozenset[Step] = frozenset()

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "Draft":
        """Return the draft that was stored; an empty one for an empty content."""
        return cls(
            role=content.get("role", ""),
            answers=content.get("answers", {}),
            codes=tuple(content.get("codes", ())),
            text=content.get("text", ""),
            channel=content.get("channel", ""),
            consents=tuple(content.get("consents", ())),
            promotion=content.get("promotion", ""),
            slots=tuple(content.get("slots", ())),
            longer=content.get("longer", False),
            done=frozenset(Step(step) for step in content.get("done", ())),
        )

    def content(self) -> dict[str, Any]:
        """Return what is stored."""
        return {
            "role": self.role,
            "answers": dict(self.answers),
            "codes": list(self.codes),
            "text": self.text,
            "channel": self.channel,
            "consents": list(self.consents),
            "promotion": self.promotion,
            "slots": list(self.slots),
            "longer": self.longer,
            "done": sorted(self.done),
        }

    def with_step(self, step: Step, *, finished: bool, **said: Any) -> "Draft":
        """Return the draft with what was said on a step; unfinished when it was put aside."""
        done = self.done | {step} if finished else self.done - {step}
        return replace(self, done=done, **said)

    def sign_up(self) -> SignUp:
        """Return the sign-up as the service takes it."""
        return SignUp(
            role_id=UUID(self.role) if self.role else None,
            answers={UUID(question): value for question, value in self.answers.items()},
            consents=(
                frozenset(ConsentCode(code) for code in self.consents)
                if Step.CONSENTS in self.done
                else None
            ),
            promotion=Promotion(self.promotion) if self.promotion else None,
            slots=tuple(UUID(slot) for slot in self.slots),
            longer=self.longer,
            needs=(
                StatedNeeds(codes=self.codes, text=self.text, channel=self.channel)
                if Step.NEEDS in self.done
                else None
            ),
        )
