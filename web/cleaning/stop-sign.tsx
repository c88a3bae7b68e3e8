import { titleIn, useLanguage } from "../ui/language.ts";
import "./stop-sign.css";
import { HATCH, SIGN_SIDE, STOP_LOOKS } from "./stop-signs.ts";
import { type PassState, SIGN_OF_PASS, STOP_STATE_TITLES } from "./titles.ts";

/** The sign of a stop's state, as the map draws it. */
export function StopSign({ state, size = 16 }: { state: PassState; size?: number }) {
  const { shape, ground, mark, isDashed } = STOP_LOOKS[state];
  return (
    <svg
      className="stop-sign"
      data-sign={SIGN_OF_PASS[state]}
      data-ground={ground}
      width={size}
      height={size}
      viewBox={`0 0 ${SIGN_SIDE} ${SIGN_SIDE}`}
      aria-hidden="true"
    >
      <path className="stop-shape" d={shape} strokeDasharray={isDashed ? "2.6 2.6" : undefined} />
      {ground === "hatched" && <path className="stop-hatch" d={HATCH} />}
      {ground === "hatched" && <path className="stop-clear" d={mark} />}
      {mark !== "" && <path className="stop-mark" d={mark} />}
    </svg>
  );
}

/** What became of a stop, in a sign and a word. */
export function StopMark({ state }: { state: PassState }) {
  const language = useLanguage();
  return (
    <span className="clean-mark">
      <StopSign state={state} />
      {titleIn(language, STOP_STATE_TITLES[state])}
    </span>
  );
}
