import { useId } from "react";
import { formatNumber } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Draft, type DraftItem, marked, noted, stepOf } from "./inspect-draft.ts";
import type { ChangeDraft } from "./inspect-form.tsx";
import type { Kit } from "./inspect-kit.ts";
import { PhotographButton, Photographs } from "./inspect-photographs.tsx";
import { inspectWords } from "./inspect-words.ts";

/** One item: all points with one press, fewer with a few, why, and a photograph of it. */
export function InspectItem(props: {
  draft: Draft;
  item: DraftItem;
  change: ChangeDraft;
  kit: Kit | null;
}) {
  const { draft, item, change, kit } = props;
  const { itemId, points: most, weight, neededFrom, mayNotApply } = item;
  const say = useWords(inspectWords);
  const language = useLanguage();
  const id = useId();
  const title = titleIn(language, item.title);
  const mark = draft.marks[itemId];
  const points = mark?.points;
  const give = (given: number | null) => change((now) => marked(now, itemId, given));
  const isDeducted = typeof points === "number" && points < most;
  return (
    <article
      className="inspect-item"
      aria-labelledby={id}
      data-open={points === undefined || undefined}
    >
      <header>
        <h4 id={id}>{title}</h4>
        <small>
          {say.points(formatNumber(most, language))}
          {weight !== 1 && say.weighted(formatNumber(weight, language))}
          {neededFrom !== null && ` · ${say.neededFrom(String(neededFrom))}`}
        </small>
        {draft.again.includes(itemId) && <span className="badge badge-warn">{say.again}</span>}
      </header>
      <div className="inspect-act">
        <fieldset className="inspect-marks" aria-label={title}>
          <button type="button" aria-pressed={points === most} onClick={() => give(most)}>
            {say.full} {formatNumber(most, language)}
          </button>
          <button
            type="button"
            aria-pressed={isDeducted}
            data-is="less"
            onClick={() => !isDeducted && give(Math.max(0, most - stepOf(most)))}
          >
            {say.deduct}
          </button>
          {mayNotApply && (
            <button type="button" aria-pressed={points === null} onClick={() => give(null)}>
              {say.notApply}
            </button>
          )}
        </fieldset>
        <PhotographButton {...{ draft, kit, itemId, title }} />
      </div>
      {isDeducted && <Stepper {...{ points, most, title, give }} />}
      {(isDeducted || (mark?.note ?? "") !== "") && (
        <input
          className="input"
          aria-label={`${title} · ${say.note}`}
          placeholder={say.notePlaceholder}
          maxLength={500}
          value={mark?.note ?? ""}
          onChange={({ target }) => change((now) => noted(now, itemId, target.value))}
        />
      )}
      <Photographs {...{ draft, itemId, title }} />
    </article>
  );
}

/** Fewer or more points, each a wide target; the number itself may be typed. */
function Stepper(props: {
  points: number;
  most: number;
  title: string;
  give: (points: number) => void;
}) {
  const { points, most, title, give } = props;
  const say = useWords(inspectWords);
  const language = useLanguage();
  const step = stepOf(most);
  const within = (value: number) => Math.min(most, Math.max(0, Math.round(value * 10) / 10));
  return (
    <div className="inspect-stepper">
      <button
        type="button"
        aria-label={`${title} · ${say.less}`}
        disabled={points <= 0}
        onClick={() => give(within(points - step))}
      >
        <Icon name="minus" />
      </button>
      <label>
        <span className="visually-hidden">{`${title} · ${say.given}`}</span>
        <input
          type="number"
          inputMode="decimal"
          min={0}
          max={most}
          step={step}
          value={points}
          onChange={({ target }) => {
            if (target.value !== "" && Number.isFinite(target.valueAsNumber))
              give(within(target.valueAsNumber));
          }}
        />
        {say.of(formatNumber(most, language))}
      </label>
      <button
        type="button"
        aria-label={`${title} · ${say.more}`}
        disabled={points >= most}
        onClick={() => give(within(points + step))}
      >
        <Icon name="plus" />
      </button>
    </div>
  );
}
