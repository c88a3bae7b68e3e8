import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { formatTenths } from "./tenths.ts";
import { words } from "./words.ts";

/** A count beside what was expected of it. */
export type Bar = {
  readonly key: string;
  readonly title: string;
  readonly count: number;
  readonly expected: number;
  readonly standsOut: boolean;
};

/** Counts as bars, each with a tick where chance alone would put it. */
export function Bars({ bars }: { bars: readonly Bar[] }) {
  const say = useWords(words);
  const language = useLanguage();
  const most = Math.max(1, ...bars.flatMap(({ count, expected }) => [count, expected]));
  return (
    <ul className="hot-bars">
      {bars.map(({ key, title, count, expected, standsOut }) => (
        <li key={key} data-out={standsOut || undefined}>
          <span className="hot-bars-title">
            {title}
            {standsOut && <em>{say.standsOut}</em>}
          </span>
          <span className="hot-bars-track">
            <i style={{ inlineSize: `${(100 * count) / most}%` }} />
            <b style={{ insetInlineStart: `${(100 * expected) / most}%` }} />
          </span>
          <small>
            {formatCount(count, language)} / {formatTenths(expected, language)}
          </small>
        </li>
      ))}
    </ul>
  );
}
