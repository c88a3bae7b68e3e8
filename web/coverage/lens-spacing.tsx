import { useFigures } from "./lens-figures.ts";
import { LensList } from "./lens-list.tsx";
import { type LensTold, NAMELESS, type SpacingTold } from "./lens-queries.ts";
import { named } from "./named.ts";

/** How much of the streets has the next facility near enough, and which miss most. */
export function SpacingAnswer({ told, result }: { told: LensTold; result: SpacingTold }) {
  const { say, language, count, meters, kilometers, percent } = useFigures();
  const { totals, landUnknown, rejected } = result;
  const each = say.each(told.asked.kind);
  const streets = result.streets.filter((street) => street.meters > street.servedMeters);
  const most = streets[0]?.missing ?? 0;
  const isBoth = told.asked.measure.type === "spacing" && told.asked.measure.sides === "both";
  if (totals.meters === 0 && landUnknown.meters === 0)
    return <p className="answer-empty">{say.nothingAsked}</p>;
  return (
    <>
      <section className="cov-summary">
        <p className="cov-headline">
          <strong>
            {totals.missing > 0 ? say.missing(count(totals.missing), each) : say.nothingMissing}
          </strong>
          <span>
            {say.served} {percent(totals.servedMeters, totals.meters)}
            <br />
            <small>
              {say.ofStreets(kilometers(totals.servedMeters), kilometers(totals.meters))}
              {isBoth && ` · ${say.bothSides}`}
            </small>
          </span>
        </p>
        <div className="lens-bar" aria-hidden>
          <i data-state="ok" style={{ flexGrow: totals.servedMeters }} />
          <i data-state="fails" style={{ flexGrow: totals.meters - totals.servedMeters }} />
          <i data-state="no-data" style={{ flexGrow: landUnknown.meters * (isBoth ? 2 : 1) }} />
        </div>
        <dl className="cov-beside">
          <dt>{say.gapKilometers}</dt>
          <dd>
            {say.kilometers(kilometers(totals.meters - totals.servedMeters))}{" "}
            <small>{percent(totals.meters - totals.servedMeters, totals.meters)}</small>
          </dd>
          <dt>{say.greatest}</dt>
          <dd>
            {totals.greatestIntervalMeters === null
              ? say.none
              : meters(totals.greatestIntervalMeters)}
          </dd>
          {totals.unreachedMeters > 0 && (
            <>
              <dt>{say.unreached}</dt>
              <dd>{say.kilometers(kilometers(totals.unreachedMeters))}</dd>
            </>
          )}
          {landUnknown.meters > 0 && (
            <>
              <dt>
                <i data-state="rejected" className="lens-swatch" /> {say.landUnknown}
              </dt>
              <dd>{say.kilometers(kilometers(landUnknown.meters))}</dd>
            </>
          )}
        </dl>
      </section>
      {streets.length === 0 ? (
        <p className="answer-empty">{totals.meters > 0 ? say.allServed : say.nothingAsked}</p>
      ) : (
        <>
          <h3 className="lens-heading">{say.streetsWith(count(streets.length))}</h3>
          <LensList
            label={say.streetsWith(count(streets.length))}
            rows={streets.map((street) => ({
              id: street.streetId ?? NAMELESS,
              title: named(language, street) ?? say.nameless,
              amount: say.missing(count(street.missing), each),
              bar: most > 0 ? street.missing / most : 0,
              state: "fails",
              more: say.streetMeters(
                kilometers(street.meters - street.servedMeters),
                kilometers(street.meters),
              ),
            }))}
          />
        </>
      )}
      <Rejected rejected={rejected} />
    </>
  );
}

/** Facilities that serve no street here: what may be a fault of the register comes first. */
function Rejected({ rejected }: Pick<SpacingTold, "rejected">) {
  const { say, count } = useFigures();
  const { noStreet, otherStreet, landUnknown } = rejected;
  const all = noStreet + otherStreet + landUnknown;
  if (all === 0) return null;
  return (
    <p className="cov-note">
      {[
        say.rejects(count(all)),
        noStreet > 0 && say.rejectNoStreet(count(noStreet)),
        otherStreet > 0 && say.rejectOther(count(otherStreet)),
        landUnknown > 0 && say.rejectLand(count(landUnknown)),
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
  );
}
