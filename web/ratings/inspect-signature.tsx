import { type PointerEvent, useRef, useState } from "react";
import type { LngLat } from "../map/geometry.ts";
import { Button, Toggle } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { pathOf } from "./inspect-choices.ts";
import type { Draft } from "./inspect-draft.ts";
import type { ChangeDraft } from "./inspect-form.tsx";
import { inspectWords } from "./inspect-words.ts";

/** The server takes no longer path. */
const MOST_CHARACTERS = 20_000;

/** Signs with a finger or a mouse, or in words for whoever cannot. */
export function InspectSignature({ draft, change }: { draft: Draft; change: ChangeDraft }) {
  const say = useWords(inspectWords);
  const pad = useRef<SVGSVGElement>(null);
  const [stroke, setStroke] = useState<readonly LngLat[] | null>(null);
  const at = ({ clientX, clientY }: PointerEvent): LngLat => {
    const { left, top, width, height } = pad.current!.getBoundingClientRect(); // it is pressed
    return [((clientX - left) / width) * 300, ((clientY - top) / height) * 100];
  };
  const end = () => {
    if (!stroke) return;
    const signature = `${draft.signature ?? ""}${pathOf([stroke])}`;
    setStroke(null);
    if (signature !== "" && signature.length <= MOST_CHARACTERS)
      change((now) => ({ ...now, signature, isAffirmed: false }));
  };
  return (
    <>
      <svg
        ref={pad}
        className="inspect-pad"
        viewBox="0 0 300 100"
        role="img"
        aria-label={draft.signature ? say.signature : say.signatureHint}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setStroke([at(event)]);
        }}
        onPointerMove={(event) => {
          if (stroke) setStroke([...stroke, at(event)]);
        }}
        onPointerUp={end}
        onPointerCancel={end}
      >
        {!draft.signature && !stroke && (
          <text x="150" y="55" textAnchor="middle">
            {say.signatureHint}
          </text>
        )}
        <path d={`${draft.signature ?? ""}${stroke ? pathOf([stroke]) : ""}`} />
      </svg>
      <div className="inspect-affirm">
        {draft.signature ? (
          <Button isQuiet onPress={() => change((now) => ({ ...now, signature: null }))}>
            {say.clear}
          </Button>
        ) : (
          <Toggle
            isOn={draft.isAffirmed}
            onChange={(isAffirmed) => change((now) => ({ ...now, isAffirmed }))}
          >
            {say.affirm}
          </Toggle>
        )}
      </div>
    </>
  );
}
