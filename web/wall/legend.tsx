import type { ReactNode } from "react";
import { useWords } from "../ui/language.ts";
import { useServerTime } from "./clock.ts";
import { useMoment } from "./times.ts";
import { words } from "./words.ts";
import "./corner.css";

export type LegendEntry = {
  readonly look: ReactNode;
  readonly title: string;
};

/** What the colours of one layer mean; grey, since when. */
export function LegendGroup(props: {
  title: string;
  entries: readonly LegendEntry[];
  deadSinceMs: number | null;
}) {
  const say = useWords(words);
  const moment = useMoment();
  const nowMs = useServerTime(60_000);
  const { deadSinceMs } = props;
  return (
    <div className="wall-legend-group" data-dead={deadSinceMs !== null || undefined}>
      <p>
        {props.title}
        {deadSinceMs !== null && (
          <small>{deadSinceMs === 0 ? say.never : say.grey(moment(deadSinceMs, nowMs))}</small>
        )}
      </p>
      <ul>
        {props.entries.map(({ look, title }) => (
          <li key={title}>
            {look}
            {title}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A colour as a line, a dot or a field. */
export const Swatch = (props: { color: string; as: "line" | "dot" | "field" | "hatch" }) => (
  <i className="wall-swatch" data-as={props.as} style={{ color: props.color }} />
);
