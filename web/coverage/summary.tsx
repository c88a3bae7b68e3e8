import { useFlavor } from "../map/flavor.ts";
import { cssOf, reachPalettes } from "../map/reach-palette.ts";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useLive } from "./live.ts";
import type { CoverageAnswer } from "./queries.ts";
import { useAmounts } from "./units.ts";
import { OBJECT_TITLES, PLACE_TITLES, STATE_TITLES, WHY_TITLES, words } from "./words.ts";

const STATES = ["served", "withoutRoom", "outside", "rejected"] as const;

/** The figures: by management along streets, and as the standard measures. */
export function Summary({ coverage }: { coverage: CoverageAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const palette = reachPalettes[useFlavor()];
  const live = useLive();
  const { asked, straight, backedUp, streets, leftOut } = coverage;
  const totals = live?.answer?.totals ?? coverage.totals;
  const { amount, percent, unit, meters } = useAmounts(asked.demand);
  const radius = meters(asked.radiusMeters);
  const isWalk = asked.profile === "walk";
  return (
    <section className="cov-summary">
      <p className="cov-headline">
        <strong>{percent(totals.served, totals.demand)}</strong>
        <span>
          {isWalk ? say.walkFigure(radius) : say.driveFigure(radius)}
          <br />
          <small>
            {say.ofAll(amount(totals.served), amount(totals.demand), unit)} · {say.managementNote}
          </small>
        </span>
      </p>
      <div
        className="cov-bar"
        role="img"
        aria-label={STATES.map(
          (state) => `${titleIn(language, STATE_TITLES[state]!)} ${amount(totals[state])}`,
        ).join(", ")}
      >
        {STATES.map((state) => (
          <i
            key={state}
            data-state={state}
            style={{
              flexGrow: totals[state],
              ...(state === "rejected" ? {} : { background: cssOf(palette[state]) }),
            }}
          />
        ))}
      </div>
      <ul className="cov-states">
        {STATES.filter(
          (state) => totals[state] > 0 || state === "served" || state === "outside",
        ).map((state) => (
          <li key={state}>
            <i
              data-state={state}
              style={state === "rejected" ? {} : { background: cssOf(palette[state]) }}
            />
            {titleIn(language, STATE_TITLES[state]!)} <b>{amount(totals[state])}</b>{" "}
            <small>{percent(totals[state], totals.demand)}</small>
          </li>
        ))}
      </ul>
      <dl className="cov-beside">
        <dt>{say.straight}</dt>
        <dd>
          {amount(straight)} <small>{percent(straight, coverage.totals.demand)}</small>
        </dd>
        <dt>{say.backedUp}</dt>
        <dd>
          {amount(backedUp)} <small>{percent(backedUp, coverage.totals.demand)}</small>
        </dd>
        <dt>{say.streets}</dt>
        <dd>
          {formatCount(Math.round(streets.servedMeters / 1000), language)} /{" "}
          {formatCount(Math.round(streets.meters / 1000), language)} km{" "}
          <small>{percent(streets.servedMeters, streets.meters)}</small>
        </dd>
      </dl>
      <Compliance coverage={coverage} />
      {Object.entries(leftOut)
        .filter(([, count]) => count > 0)
        .map(([reason, count]) => (
          <p className="cov-note" key={reason}>
            {say.leftOut(
              formatCount(count, language),
              titleIn(language, WHY_TITLES[reason] ?? { zh: reason, en: reason }),
            )}
          </p>
        ))}
      {asked.complaintDays !== null && (
        <p className="cov-note">{say.complaintNote(formatCount(asked.complaintDays, language))}</p>
      )}
    </section>
  );
}

/** The clause's own object, in a straight line: the only figure that may be called compliance. */
function Compliance({ coverage: { compliance, asked } }: { coverage: CoverageAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const { percent, meters } = useAmounts(asked.demand);
  if (!asked.basis) return null;
  if (!compliance)
    return (
      <p className="cov-compliance" data-none>
        <b>{say.compliance}</b>
        <small>{say.complianceNone}</small>
      </p>
    );
  const { total, within, kinds } = compliance;
  const count = (value: number) => formatCount(value, language);
  return (
    <details className="cov-compliance">
      <summary>
        <b>{say.compliance}</b>
        <span>
          {percent(within, total)}{" "}
          <small>
            {count(within)} / {count(total)}
          </small>
        </span>
        <small>
          {say.complianceOf(
            titleIn(language, OBJECT_TITLES[compliance.object] ?? { zh: "", en: "" }),
            meters(compliance.radiusMeters),
          )}
        </small>
      </summary>
      <ul>
        {kinds.map(({ kind, total: all, within: inside }) => (
          <li key={kind}>
            {titleIn(language, PLACE_TITLES[kind] ?? { zh: kind, en: kind })}
            <span>
              {count(inside)} / {count(all)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
