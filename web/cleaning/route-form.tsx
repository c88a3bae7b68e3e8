import { useQuery } from "@tanstack/react-query";
import { KIND_TITLES } from "../fleet/titles.ts";
import { useView } from "../map/view.ts";
import { Button, IconButton, Select, Toggle } from "../ui/controls.tsx";
import { type Title, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { type Draft, type Editing, withWork } from "./route-draft.ts";
import { useRouteAsked } from "./route-link.ts";
import { routesQuery, routeVehiclesQuery } from "./route-queries.ts";
import { edit } from "./route-session.ts";
import {
  PART_TITLES,
  PERIOD_TITLES,
  PROOF_TITLES,
  SEASON_TITLES,
  TURN_TITLES,
} from "./route-titles.ts";
import { routeWords } from "./route-words.ts";
import { WORK_TITLES } from "./titles.ts";

/** What a route says besides its course: work, shifts, team, vehicles and frequency. */
export function RouteForm({ editing }: { editing: Editing }) {
  const say = useWords(routeWords);
  const { draft, of } = editing;
  return (
    <Section title={say.facts}>
      <div className="rt-form">
        {!of && <Text field="code" title={say.code} draft={draft} most={40} />}
        <Text field="name" title={say.name} draft={draft} most={80} />
        <Text field="nameEn" title={say.nameEn} draft={draft} most={120} />
        <Choice
          title={say.work}
          titles={WORK_TITLES}
          value={draft.work}
          onChange={(work) => edit(withWork(draft, work))}
        />
        <Choice
          title={say.part}
          titles={PART_TITLES}
          value={draft.part}
          onChange={(part) => edit({ part })}
        />
        <Choice
          title={say.season}
          titles={SEASON_TITLES}
          value={draft.season}
          onChange={(season) => edit({ season })}
        />
        <Team draft={draft} />
        {draft.work !== "collection" && (
          <Choice
            title={say.proof}
            titles={{ positions: PROOF_TITLES.positions, confirmation: PROOF_TITLES.confirmation }}
            value={draft.proof === "stops" ? "confirmation" : draft.proof}
            onChange={(proof) => edit({ proof })}
          />
        )}
        <Vehicles draft={draft} />
        <Shifts draft={draft} />
        <Text field="passes" title={say.passesTitle} draft={draft} most={6} isNumber />
        <Choice
          title={say.period}
          titles={PERIOD_TITLES}
          value={draft.period}
          onChange={(period) => edit({ period })}
        />
        {draft.work !== "collection" && (
          <Choice
            isWide
            title={say.turn}
            titles={TURN_TITLES}
            value={draft.turn}
            onChange={(turn) => edit({ turn })}
          />
        )}
        <Text field="note" title={say.note} draft={draft} most={500} isWide />
      </div>
    </Section>
  );
}

type TextField = "code" | "name" | "nameEn" | "passes" | "note";

function Text(props: {
  field: TextField;
  title: string;
  draft: Draft;
  most: number;
  isNumber?: boolean;
  isWide?: boolean;
}) {
  const { field } = props;
  return (
    <label className="rt-field" data-wide={props.isWide || undefined}>
      <span>{props.title}</span>
      <input
        className="input"
        type="text"
        inputMode={props.isNumber ? "decimal" : "text"}
        maxLength={props.most}
        value={props.draft[field]}
        onChange={({ target }) => edit({ [field]: target.value }, field)}
      />
    </label>
  );
}

function Choice<T extends string>(props: {
  title: string;
  titles: Readonly<Record<T, Title>>;
  value: T;
  onChange: (value: T) => void;
  isWide?: boolean;
}) {
  const language = useLanguage();
  return (
    <div className="rt-field" data-wide={props.isWide || undefined}>
      <span>{props.title}</span>
      <Select
        isBoxed
        label={props.title}
        value={props.value}
        options={(Object.keys(props.titles) as T[]).map((value) => ({
          value, // the record's own keys
          title: titleIn(language, props.titles[value]),
        }))}
        onChange={props.onChange}
      />
    </div>
  );
}

/** A team as it is called elsewhere, or another. */
function Team({ draft }: { draft: Draft }) {
  const say = useWords(routeWords);
  const { districtId } = useView().view.district;
  const { day } = useRouteAsked();
  const routes = useQuery(routesQuery(districtId, day)).data?.routes ?? [];
  const teams = [...new Set(routes.flatMap(({ team }) => team ?? []))];
  return (
    <label className="rt-field">
      <span>{say.team}</span>
      <input
        className="input"
        type="text"
        list="rt-teams"
        maxLength={60}
        value={draft.team}
        onChange={({ target }) => edit({ team: target.value }, "team")}
      />
      <datalist id="rt-teams">
        {teams.map((team) => (
          <option key={team} value={team} />
        ))}
      </datalist>
    </label>
  );
}

function Vehicles({ draft }: { draft: Draft }) {
  const say = useWords(routeWords);
  const { districtId } = useView().view.district;
  const vehicles = useQuery(routeVehiclesQuery(districtId)).data?.vehicles ?? [];
  const { vehicleKind, vehicleIds } = draft;
  const own = vehicles.filter(
    ({ kind, status, vehicleId }) =>
      kind === vehicleKind && (status !== "retired" || vehicleIds.includes(vehicleId)),
  );
  return (
    <>
      <Choice
        title={say.vehicleKind}
        titles={{ none: { zh: say.anyKind, en: say.anyKind }, ...KIND_TITLES }}
        value={vehicleKind ?? "none"}
        onChange={(kind) => edit({ vehicleKind: kind === "none" ? null : kind, vehicleIds: [] })}
      />
      {vehicleKind !== null && (
        <fieldset className="rt-vehicles" data-wide>
          <legend>{say.vehicleNames}</legend>
          {own.length === 0 && <small>{say.noVehicles}</small>}
          {own.map(({ vehicleId, plate }) => (
            <Toggle
              key={vehicleId}
              isOn={vehicleIds.includes(vehicleId)}
              onChange={(isOn) =>
                edit({
                  vehicleIds: isOn
                    ? [...vehicleIds, vehicleId]
                    : vehicleIds.filter((id) => id !== vehicleId),
                })
              }
            >
              {plate}
            </Toggle>
          ))}
        </fieldset>
      )}
    </>
  );
}

function Shifts({ draft }: { draft: Draft }) {
  const say = useWords(routeWords);
  const { shifts } = draft;
  const set = (at: number, change: { from?: string; to?: string }) =>
    edit(
      { shifts: shifts.map((shift, i) => (i === at ? { ...shift, ...change } : shift)) },
      "shifts",
    );
  return (
    <fieldset className="rt-shifts" data-wide>
      <legend>{say.shifts}</legend>
      {shifts.length === 0 && <small>{say.allDay}</small>}
      {shifts.map(({ from, to }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a shift has nothing else to be known by, and two may be alike
        <span key={i}>
          <Time label={say.shiftFrom} value={from} onChange={(value) => set(i, { from: value })} />
          –
          <Time label={say.shiftTo} value={to} onChange={(value) => set(i, { to: value })} />
          <IconButton
            icon="close"
            label={say.removeShift}
            tip="left"
            onPress={() => edit({ shifts: shifts.filter((_, at) => at !== i) })}
          />
        </span>
      ))}
      <Button
        isQuiet
        icon="plus"
        onPress={() =>
          edit({ shifts: [...shifts, { from: shifts.at(-1)?.to ?? "04:30", to: "" }] })
        }
      >
        {say.addShift}
      </Button>
    </fieldset>
  );
}

const Time = (props: { label: string; value: string; onChange: (value: string) => void }) => (
  <input
    className="input rt-time"
    type="text"
    inputMode="numeric"
    placeholder="HH:MM"
    maxLength={5}
    aria-label={props.label}
    value={props.value}
    onChange={({ target }) => props.onChange(target.value)}
    onBlur={({ target }) => {
      const plain = target.value.normalize("NFKC").trim();
      const [, hours, minutes] = /^(\d{1,2})[:.]?(\d{2})$/.exec(plain) ?? [];
      if (hours && minutes) props.onChange(`${hours.padStart(2, "0")}:${minutes}`);
    }}
  />
);
