import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, IconButton, Select } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { dayOfText, formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { peopleOf, TimeInput } from "./duty-person.tsx";
import {
  type Account,
  peopleQuery,
  type RotaDraft,
  type RotaPreview,
  usePreviewRota,
  useWriteRota,
} from "./duty-queries.ts";
import { spanAt } from "./duty-times.ts";
import { dutyWords } from "./duty-words.ts";

const ROLES = ["officers", "leaders", "substitutes"] as const;
type Role = (typeof ROLES)[number];
type Every = RotaDraft["officers"]["every"];

const HOURS = [
  { startsAt: "08:00", endsAt: "20:00" },
  { startsAt: "20:00", endsAt: "08:00" },
];

/** Weeks of shifts at once: hours, and people in turn. Nothing is written before its preview was seen. */
export function RotaForm(props: { from: string; to: string; onClose: () => void }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const id = useId();
  const { districtId } = useView().view.district;
  const accounts = useQuery(peopleQuery(districtId)).data?.people ?? [];
  const preview = usePreviewRota(districtId);
  const write = useWriteRota(districtId);
  const [days, setDays] = useState({ from: props.from, to: props.to });
  const [hours, setHours] = useState(HOURS);
  const [names, setNames] = useState<Record<Role, string>>({
    ...{ officers: "", leaders: "", substitutes: "" },
  });
  const [every, setEvery] = useState<Record<Role, Every>>({
    ...{ officers: "shift", leaders: "day", substitutes: "day" },
  });
  /** What was asked for last: the preview is of this, whatever is typed since. */
  const [asked, setAsked] = useState<RotaDraft | null>(null);
  const touched = () => {
    setAsked(null);
    write.reset();
  };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const [from, to] = [dayOfText(days.from), dayOfText(days.to)];
    if (!from || !to) return;
    const turns = (role: Role) => ({
      people: peopleOf(names[role], accounts),
      every: every[role],
    });
    const draft: RotaDraft = {
      ...{ from, to, hours, isSkippingTaken: true },
      ...{ officers: turns("officers"), leaders: turns("leaders") },
      substitutes: turns("substitutes"),
    };
    setAsked(draft);
    preview.mutate(draft);
  };
  const refusal = preview.error ?? write.error;
  const labels = {
    officers: say.rotaOfficers,
    leaders: say.rotaLeaders,
    substitutes: say.rotaSubstitutes,
  };
  return (
    <section className="duty-card">
      <header className="duty-form-head">
        <h2>{say.makeRota}</h2>
        <IconButton icon="close" label={say.close} tip="left" onPress={props.onClose} />
      </header>
      <form onSubmit={ask} onChange={touched}>
        <p className="duty-quiet">{say.rotaHint}</p>
        <div className="duty-pair">
          {(["from", "to"] as const).map((end) => (
            <div className="duty-field" key={end}>
              <label htmlFor={`${id}-${end}`}>{end === "from" ? say.rotaFrom : say.rotaTo}</label>
              <DayInput
                id={`${id}-${end}`}
                text={days[end]}
                isRequired
                onChange={(text) => setDays({ ...days, [end]: text })}
              />
            </div>
          ))}
        </div>
        <HoursFields
          hours={hours}
          onChange={(next) => {
            setHours(next);
            touched();
          }}
        />
        {ROLES.map((role) => (
          <PeopleField
            key={role}
            label={labels[role]}
            accounts={role === "leaders" ? accounts : accounts.filter((one) => one.mayHandOver)}
            text={names[role]}
            every={every[role]}
            isRequired={role === "officers"}
            onText={(text) => {
              setNames({ ...names, [role]: text });
              touched();
            }}
            onEvery={(next) => setEvery({ ...every, [role]: next })}
          />
        ))}
        {refusal && (
          <p className="duty-failure" role="alert">
            {refusal.message}
          </p>
        )}
        {write.data && (
          <p role="status">
            {say.rotaWritten(
              formatCount(write.data.written, language),
              formatCount(write.data.skipped, language),
            )}
          </p>
        )}
        <button type="submit" className="button" disabled={preview.isPending}>
          {say.rotaPreview}
        </button>
      </form>
      {asked && preview.data && !write.data && (
        <Preview
          preview={preview.data}
          isBusy={write.isPending}
          onWrite={() => write.mutate(asked)}
        />
      )}
    </section>
  );
}

function HoursFields(props: { hours: typeof HOURS; onChange: (hours: typeof HOURS) => void }) {
  const { hours, onChange } = props;
  const say = useWords(dutyWords);
  return (
    <fieldset className="duty-hours">
      <legend>{say.rotaHours}</legend>
      {hours.map((row, index) => (
        // rows have no name but their place
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index}>
          {(["startsAt", "endsAt"] as const).map((end) => (
            <TimeInput
              key={end}
              label={`${end === "startsAt" ? say.begins : say.ends} ${index + 1}`}
              value={row[end]}
              onChange={(time) => onChange(hours.with(index, { ...row, [end]: time }))}
            />
          ))}
          {hours.length > 1 && (
            <IconButton
              icon="minus"
              label={say.rotaRemoveHours}
              tip="left"
              onPress={() => onChange(hours.toSpliced(index, 1))}
            />
          )}
        </div>
      ))}
      <Button
        icon="plus"
        isQuiet
        onPress={() => {
          const last = hours.at(-1)?.endsAt ?? "08:00";
          onChange([...hours, { startsAt: last, endsAt: hours[0]?.startsAt ?? last }]);
        }}
      >
        {say.rotaAddHours}
      </Button>
      <small>{say.endsHint}</small>
    </fieldset>
  );
}

function PeopleField(props: {
  label: string;
  accounts: readonly Account[];
  text: string;
  every: Every;
  isRequired: boolean;
  onText: (text: string) => void;
  onEvery: (every: Every) => void;
}) {
  const { accounts, text, onText } = props;
  const say = useWords(dutyWords);
  const id = useId();
  const chosen = new Set(peopleOf(text, accounts).map(({ name }) => name));
  const others = accounts.filter(({ name }) => !chosen.has(name)).slice(0, 12);
  return (
    <div className="duty-field">
      <label htmlFor={id}>{props.label}</label>
      <textarea
        id={id}
        className="input duty-textarea"
        rows={props.isRequired ? 4 : 2}
        maxLength={4000}
        required={props.isRequired}
        value={text}
        onChange={({ target }) => onText(target.value)}
      />
      <div className="duty-chips">
        {others.length > 0 && <small>{say.addPerson}</small>}
        {others.map(({ accountId, name }) => (
          <button
            key={accountId}
            type="button"
            onClick={() => onText(text.trim() === "" ? name : `${text.trimEnd()}\n${name}`)}
          >
            {name}
          </button>
        ))}
        <span className="duty-spring" />
        <Select
          label={say.rotaEvery}
          options={[
            { value: "shift", title: say.everyShift },
            { value: "day", title: say.everyDay },
            { value: "week", title: say.everyWeek },
          ]}
          value={props.every}
          onChange={props.onEvery}
        />
      </div>
    </div>
  );
}

function Preview(props: { preview: RotaPreview; isBusy: boolean; onWrite: () => void }) {
  const { shifts, taken, gaps, timeZone } = props.preview;
  const say = useWords(dutyWords);
  const language = useLanguage();
  const count = (value: number) => formatCount(value, language);
  const free = shifts.filter(({ takenBy }) => takenBy === null);
  const shares = new Map<string, number>();
  for (const { officer } of free) shares.set(officer.name, (shares.get(officer.name) ?? 0) + 1);
  return (
    <div className="duty-preview">
      {taken > 0 && <p className="duty-quiet">{say.rotaTaken(count(taken))}</p>}
      {gaps.length === 0 ? (
        <p className="duty-quiet">{say.rotaFull}</p>
      ) : (
        <div className="duty-red">
          <p>{say.rotaGaps(count(gaps.length))}</p>
          <ul>
            {gaps.slice(0, 5).map((gap) => (
              <li key={gap.startsAt}>{spanAt(gap, timeZone, language)}</li>
            ))}
          </ul>
        </div>
      )}
      <p className="duty-shares">
        {[...shares].map(([name, each]) => (
          <span key={name}>
            {name} {say.rotaShifts(count(each))}
          </span>
        ))}
      </p>
      <ol>
        {shifts.map((shift) => (
          <li key={shift.startsAt} data-taken={shift.takenBy !== null || undefined}>
            <small>{spanAt(shift, timeZone, language)}</small>
            <span>
              {shift.takenBy ? say.rotaKept(shift.takenBy.officer.name) : shift.officer.name}
              {!shift.takenBy && shift.leader && (
                <small>
                  {" "}
                  {say.leader} {shift.leader.name}
                </small>
              )}
            </span>
          </li>
        ))}
      </ol>
      <button
        type="button"
        className="button button-main"
        disabled={props.isBusy || free.length === 0}
        onClick={props.onWrite}
      >
        {free.length === 0 ? say.rotaNothing : say.rotaWrite(count(free.length))}
      </button>
    </div>
  );
}
