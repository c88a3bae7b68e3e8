import { useView } from "../map/view.ts";
import { formatDay, formatNumber } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { Vehicle } from "./queries.ts";
import { KIND_TITLES, STATUS_TITLES } from "./titles.ts";
import { daysUntil } from "./vehicle-form.ts";
import { vehicleWords } from "./vehicle-words.ts";
import { momentAt } from "./zoned.ts";

/** A vehicle's record in words, with what is due. */
export function VehicleFacts({ vehicle }: { vehicle: Vehicle }) {
  const say = useWords(vehicleWords);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const { status, statusReason, statusSince, ageYears, dueSoon } = vehicle;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [say.plate, vehicle.plate],
    [say.kind, titleIn(language, KIND_TITLES[vehicle.kind])],
    [say.name, vehicle.name],
    [say.team, vehicle.team],
    [
      say.status,
      <span key="status">
        {titleIn(language, STATUS_TITLES[status])}
        {statusReason && ` · ${statusReason}`}
        {statusSince && status !== "in_service" && (
          <small>{say.since(momentAt(Date.parse(statusSince), timeZone, language))}</small>
        )}
      </span>,
    ],
    [say.boughtOn, vehicle.boughtOn && formatDay(vehicle.boughtOn, language)],
    [say.age, ageYears === null ? null : say.years(formatNumber(ageYears, language))],
    [
      say.overhaulDueOn,
      <Due key="o" day={vehicle.overhaulDueOn} isSoon={dueSoon.includes("overhaul")} />,
    ],
    [
      say.safetyCheckDueOn,
      <Due key="s" day={vehicle.safetyCheckDueOn} isSoon={dueSoon.includes("safety_check")} />,
    ],
    [say.note, vehicle.note || null],
  ];
  return (
    <dl className="fleet-facts vehicle-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value || <small>{say.notKnown}</small>}</dd>
        </div>
      ))}
    </dl>
  );
}

/** When something is due, and in how many days where that is soon or over. */
function Due({ day, isSoon }: { day: string | null; isSoon: boolean }) {
  const say = useWords(vehicleWords);
  const language = useLanguage();
  const { today } = useView().view.district;
  if (day === null) return <small>{say.notKnown}</small>;
  const days = daysUntil(day, today);
  return (
    <>
      {formatDay(day, language)}
      {isSoon && (
        <span className="badge badge-warn">
          {days < 0
            ? say.overdue(String(-days))
            : days === 0
              ? say.dueToday
              : say.dueIn(String(days))}
        </span>
      )}
    </>
  );
}
