import { Icon } from "./icon.tsx";
import { useWords } from "./language.ts";
import { words } from "./words.ts";

/** One number that matters, with its unit small beside it and what it counts beneath. */
export function Figure(props: { value: string; unit?: string; caption: string }) {
  return (
    <div className="figure">
      <p className="figure-value">
        {props.value}
        {props.unit && <small>{props.unit}</small>}
      </p>
      <p className="figure-caption">{props.caption}</p>
    </div>
  );
}

/** Stars in force; `null` is "not rated", which is not the same as none. */
export function Stars({ count }: { count: number | null }) {
  const say = useWords(words);
  if (count === null) return <span className="stars-none">{say.noStars}</span>;
  return (
    <span className="stars" role="img" aria-label={say.stars(count)}>
      {[1, 2, 3, 4, 5].map((star) => (
        <span key={star} data-on={star <= count || undefined}>
          <Icon name="star" size={14} />
        </span>
      ))}
    </span>
  );
}

/** Stands wherever generated records are shown, also on paper. */
export function DemoBadge() {
  const say = useWords(words);
  return (
    <span className="demo-badge" title={say.demoHint}>
      {say.demo}
    </span>
  );
}
