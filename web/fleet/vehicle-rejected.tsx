import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount, formatDay, formatNumber } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { VEHICLES } from "./params.ts";
import { rejectionsQuery, type Target, UNTAKEN_DAYS, untakenDays } from "./queries.ts";
import { REASON_TITLES } from "./titles.ts";
import { vehicleWords } from "./vehicle-words.ts";
import { momentAt } from "./zoned.ts";

type Rejected = {
  readonly day: string;
  readonly reason: keyof typeof REASON_TITLES;
  readonly rejected: number;
  readonly samples: readonly {
    readonly receivedAt: string;
    readonly at: string | null;
    readonly position: readonly number[] | null;
    readonly speedKmh: number | null;
    readonly isFixed: boolean;
  }[];
};

/** Positions of a vehicle that were not taken: how many of which day and why, with the first of them. */
export function VehicleRejected({ target }: { target: Target }) {
  const say = useWords(vehicleWords);
  const { today } = useView().view.district;
  const language = useLanguage();
  const rejections = useQuery(rejectionsQuery(target, untakenDays(today)));
  return (
    <section className="vehicle-card" aria-label={say.rejected}>
      <div className="vehicle-card-head">
        <h3>{say.rejected}</h3>
        {rejections.data?.days.some(hasPlaces) && (
          <Link
            className="button"
            to="/fleet"
            // the router's type of search is of every page at once; the link's own is kept
            search={
              ((now: object) => ({
                ...{ ...now, select: `${VEHICLES}:${target.vehicleId}` },
                ...{ untaken: "on", replayDay: undefined },
              })) as never
            }
            data-print="hide"
          >
            <Icon name="pin" size={16} />
            <span>{say.samplesOnMap}</span>
          </Link>
        )}
      </div>
      <p className="vehicle-quiet">{say.rejectedSays}</p>
      <Answer
        to={rejections}
        isEmpty={({ days }) => days.length === 0}
        empty={say.rejectedNone(formatCount(UNTAKEN_DAYS, language))}
      >
        {({ days }) => (
          <table className="vehicle-table">
            <thead>
              <tr>
                <th scope="col">{say.day}</th>
                <th scope="col">{say.reason}</th>
                <th scope="col" data-number>
                  {say.count}
                </th>
                <th scope="col">
                  <span className="visually-hidden">{say.samples}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {days.map((each) => (
                <Reason key={`${each.day} ${each.reason}`} of={each} />
              ))}
            </tbody>
          </table>
        )}
      </Answer>
    </section>
  );
}

/** Whether the map can show a sample of it. */
const hasPlaces = ({ reason, samples }: Rejected) =>
  reason !== "zero" && samples.some(({ position }) => position !== null);

function Reason({ of }: { of: Rejected }) {
  const say = useWords(vehicleWords);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const [isOpen, setOpen] = useState(false);
  const moment = (iso: string) => momentAt(Date.parse(iso), timeZone, language);
  return (
    <Fragment>
      <tr>
        <td>{formatDay(of.day, language)}</td>
        <td>{titleIn(language, REASON_TITLES[of.reason])}</td>
        <td data-number>{formatCount(of.rejected, language)}</td>
        <td data-print="hide">
          {of.samples.length > 0 && (
            <Button isQuiet isPressed={isOpen} onPress={() => setOpen(!isOpen)}>
              {isOpen ? say.hide : say.show}
            </Button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={4}>
            <ul className="vehicle-samples">
              {of.samples.map((sample, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: samples are never changed
                <li key={i}>
                  <span>{sample.at === null ? say.noTime : moment(sample.at)}</span>
                  <span>
                    {sample.position === null
                      ? say.noPlace
                      : sample.position.map((degrees) => degrees.toFixed(5)).join(", ")}
                  </span>
                  <span>
                    {sample.speedKmh !== null && `${formatNumber(sample.speedKmh, language)} km/h`}
                  </span>
                  <small>
                    {say.sampleFixed}: {sample.isFixed ? say.yes : say.no}
                  </small>
                </li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </Fragment>
  );
}
