import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, IconButton } from "../ui/controls.tsx";
import { addDays, formatCount } from "../ui/format.ts";
import { dateFormat } from "../ui/formatters.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { RosterCalendar } from "./duty-calendar.tsx";
import { DutyNow } from "./duty-now.tsx";
import { rosterQuery } from "./duty-queries.ts";
import { dutyWords } from "./duty-words.ts";
import "./duty.css";

const RotaForm = lazy(() =>
  import("./duty-rota-form.tsx").then((module) => ({ default: module.RotaForm })),
);
const ShiftForm = lazy(() =>
  import("./duty-shift-form.tsx").then((module) => ({ default: module.ShiftForm })),
);

const LINKED = ["month", "shift", "make"] as const;

/** A rota is proposed for four weeks. */
const ROTA_DAYS = 28;

/** The month before or after. */
const monthAfter = (month: string, by: 1 | -1) => addDays(`${month}-15`, by * 30).slice(0, 7);

/** Who is on duty when: a month at a time, and a form beside it for those who keep it. */
export function RosterPage() {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const { districtId, today } = useView().view.district;
  const link = useLink(LINKED);
  const set = useSetLink<(typeof LINKED)[number]>();
  const mayKeep = useMay("duty.manage")?.isWhole === true;
  const mayHandOver = useMay("duty.handover")?.isWhole === true;
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(link.month ?? "") ? link.month! : today.slice(0, 7);
  const from = `${month}-01`;
  const to = addDays(`${monthAfter(month, 1)}-01`, -1);
  const roster = useQuery(rosterQuery(districtId, from, to));
  const shift = roster.data?.shifts.find(({ shiftId }) => shiftId === link.shift) ?? null;
  const begin = month === today.slice(0, 7) ? today : from;
  const isMaking = mayKeep && link.make === "rota";
  const isNew = mayKeep && link.make?.startsWith("shift") === true;
  const close = () => set({ shift: undefined, make: undefined });
  const title = dateFormat(language, {
    ...{ year: "numeric", month: "long", timeZone: "UTC" },
  }).format(new Date(`${from}T00:00:00Z`));
  return (
    <div className="duty-page duty-roster">
      <main>
        <header className="duty-tools">
          <IconButton
            icon="left"
            label={say.earlier}
            onPress={() => set({ month: monthAfter(month, -1) })}
          />
          <h2>{title}</h2>
          <IconButton
            icon="right"
            label={say.later}
            onPress={() => set({ month: monthAfter(month, 1) })}
          />
          {month !== today.slice(0, 7) && (
            <Button isQuiet onPress={() => set({ month: undefined })}>
              {say.thisMonth}
            </Button>
          )}
          <span className="duty-spring" />
          {mayKeep && (
            <>
              <Button icon="plus" onPress={() => set({ make: "shift", shift: undefined }, true)}>
                {say.addShift}
              </Button>
              <Button icon="calendar" onPress={() => set({ make: "rota", shift: undefined }, true)}>
                {say.makeRota}
              </Button>
            </>
          )}
          {mayHandOver && (
            <Link className="button" to="/handover" search={true}>
              {say.toHandover}
            </Link>
          )}
        </header>
        <Answer to={roster}>
          {(data) =>
            data.shifts.length === 0 ? (
              <div className="duty-card duty-empty">
                <h2>{say.rosterEmpty}</h2>
                <p>{mayKeep ? say.rosterEmptyHint : say.rosterEmptyReader}</p>
                {mayKeep && (
                  <button
                    type="button"
                    className="button button-main"
                    onClick={() => set({ make: "rota" }, true)}
                  >
                    {say.makeRota}
                  </button>
                )}
              </div>
            ) : (
              <>
                <p className={data.gaps.length > 0 ? "duty-red" : "duty-quiet"} role="status">
                  {data.gaps.length > 0
                    ? say.gapsTitle(formatCount(data.gaps.length, language))
                    : say.gapsNone}
                </p>
                <RosterCalendar
                  roster={data}
                  today={today}
                  chosen={link.shift ?? null}
                  onShift={(shiftId) => set({ shift: shiftId, make: undefined }, true)}
                  onDay={
                    mayKeep ? (day) => set({ make: `shift:${day}`, shift: undefined }, true) : null
                  }
                />
              </>
            )
          }
        </Answer>
      </main>
      <aside data-print="hide">
        <Suspense>
          {isMaking ? (
            <RotaForm from={begin} to={addDays(begin, ROTA_DAYS - 1)} onClose={close} />
          ) : isNew ? (
            <ShiftForm
              key={link.make}
              shift={null}
              day={/^shift:\d{4}-\d\d-\d\d$/.test(link.make ?? "") ? link.make!.slice(6) : today}
              onClose={close}
            />
          ) : shift ? (
            <ShiftForm
              key={`${shift.shiftId} ${shift.revision}`}
              shift={shift}
              day={today}
              onClose={close}
            />
          ) : (
            <DutyNow />
          )}
        </Suspense>
      </aside>
    </div>
  );
}
