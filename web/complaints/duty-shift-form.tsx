import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button, IconButton, Segmented } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { addDays, dayOfText } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { PersonField, personOf, TimeInput } from "./duty-person.tsx";
import {
  peopleQuery,
  type Shift,
  useCoverShift,
  useRemoveShift,
  useWriteShift,
} from "./duty-queries.ts";
import { dayAt, instantAt, spanAt, timeAt } from "./duty-times.ts";
import { dutyWords } from "./duty-words.ts";

/** One shift beside the calendar: read, changed, taken over by a substitute, or new. */
export function ShiftForm(props: { shift: Shift | null; day: string; onClose: () => void }) {
  const { shift, onClose } = props;
  const say = useWords(dutyWords);
  const mayKeep = useMay("duty.manage")?.isWhole === true;
  const mayCover = useMay("duty.handover")?.isWhole === true;
  const isOpen = shift === null || !shift.isHandedOver;
  return (
    <section className="duty-card">
      <header className="duty-form-head">
        <h2>{shift ? say.shift : say.newShift}</h2>
        <IconButton icon="close" label={say.close} tip="left" onPress={onClose} />
      </header>
      {shift && <Facts shift={shift} />}
      {shift && mayCover && isOpen && <Cover shift={shift} />}
      {mayKeep && isOpen && <Fields {...props} />}
    </section>
  );
}

function Facts({ shift }: { shift: Shift }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const { substitute, coveredFrom } = shift;
  return (
    <dl>
      <dt>{say.shift}</dt>
      <dd>{spanAt(shift, timeZone, language)}</dd>
      <dt>{say.officer}</dt>
      <dd>{shift.officer.name}</dd>
      <dt>{say.leader}</dt>
      <dd>{shift.leader?.name ?? say.none}</dd>
      <dt>{say.substitute}</dt>
      <dd>
        {substitute?.name ?? say.none}
        {substitute && coveredFrom && (
          <small className="duty-said duty-red">
            {say.covered(substitute.name, timeAt(coveredFrom, timeZone))}
            {shift.coverReason && `：${shift.coverReason}`}
          </small>
        )}
      </dd>
      {shift.note && (
        <>
          <dt>{say.note}</dt>
          <dd>{shift.note}</dd>
        </>
      )}
      {shift.isHandedOver && <dd>{say.isHandedOver}</dd>}
    </dl>
  );
}

/** The officer cannot come or stay. */
function Cover({ shift }: { shift: Shift }) {
  const say = useWords(dutyWords);
  const id = useId();
  const { districtId } = useView().view.district;
  const people = useQuery(peopleQuery(districtId)).data?.people ?? [];
  const cover = useCoverShift(districtId, shift);
  const [who, setWho] = useState(shift.substitute?.name ?? "");
  const [from, setFrom] = useState<"now" | "all">("now");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason") ?? "");
    const isPlanned = who.trim() === shift.substitute?.name;
    cover.mutate({
      substitute: isPlanned ? shift.substitute : personOf(who, people),
      reason,
      from: from === "all" ? shift.startsAt : null,
    });
  };
  return (
    <details className="duty-details">
      <summary>{say.cover}</summary>
      <form onSubmit={submit}>
        <p className="duty-quiet">{say.coverHint}</p>
        <PersonField
          label={say.coverWho}
          value={who}
          accounts={people}
          onChange={setWho}
          isRequired
        />
        <div className="duty-field">
          <label htmlFor={id}>{say.reason}</label>
          <input
            id={id}
            name="reason"
            className="input"
            required
            maxLength={200}
            placeholder={say.reasonHint}
          />
        </div>
        <Segmented
          label={say.coverFrom}
          options={[
            { value: "now", title: say.coverNow },
            { value: "all", title: say.coverAll },
          ]}
          value={from}
          onChange={setFrom}
        />
        <Refusal error={cover.error} />
        <button type="submit" className="button button-main" disabled={cover.isPending}>
          {say.coverDo}
        </button>
      </form>
    </details>
  );
}

function Refusal({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <p className="duty-failure" role="alert">
      {error.message}
    </p>
  );
}

function Fields({
  shift,
  day,
  onClose,
}: {
  shift: Shift | null;
  day: string;
  onClose: () => void;
}) {
  const say = useWords(dutyWords);
  const id = useId();
  const { districtId, timeZone } = useView().view.district;
  const people = useQuery(peopleQuery(districtId)).data?.people ?? [];
  const write = useWriteShift(districtId, shift);
  const remove = useRemoveShift(districtId);
  const [isAsked, setAsked] = useState(false);
  const [typed, setTyped] = useState(() => ({
    day: shift ? dayAt(shift.startsAt, timeZone) : day,
    begins: shift ? timeAt(shift.startsAt, timeZone) : "08:00",
    ends: shift ? timeAt(shift.endsAt, timeZone) : "20:00",
    officer: shift?.officer.name ?? "",
    leader: shift?.leader?.name ?? "",
    substitute: shift?.substitute?.name ?? "",
    note: shift?.note ?? "",
  }));
  const change = (some: Partial<typeof typed>) => setTyped({ ...typed, ...some });
  /** Whoever stands there already stays the same account, also where another has the same name. */
  const person = (role: "officer" | "leader" | "substitute") =>
    shift?.[role]?.name === typed[role].trim() ? shift[role] : personOf(typed[role], people);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const first = dayOfText(typed.day);
    const officer = person("officer");
    if (!first || !officer) return;
    const last = typed.ends > typed.begins ? first : addDays(first, 1);
    write.mutate(
      {
        startsAt: instantAt(first, typed.begins, timeZone).toISOString(),
        endsAt: instantAt(last, typed.ends, timeZone).toISOString(),
        ...{ officer, leader: person("leader"), substitute: person("substitute") },
        note: typed.note,
      },
      { onSuccess: onClose },
    );
  };
  const form = (
    <form onSubmit={submit}>
      <div className="duty-field">
        <label htmlFor={`${id}-day`}>{say.day}</label>
        <DayInput
          id={`${id}-day`}
          text={typed.day}
          isRequired
          onChange={(text) => change({ day: text })}
        />
      </div>
      <div className="duty-pair">
        {(["begins", "ends"] as const).map((end) => (
          <div className="duty-field" key={end}>
            <label htmlFor={`${id}-${end}`}>{say[end]}</label>
            <TimeInput
              id={`${id}-${end}`}
              value={typed[end]}
              onChange={(time) => change({ [end]: time })}
            />
          </div>
        ))}
        <small>{say.endsHint}</small>
      </div>
      {(["officer", "leader", "substitute"] as const).map((role) => (
        <PersonField
          key={role}
          label={say[role]}
          value={typed[role]}
          accounts={people}
          isRequired={role === "officer"}
          onChange={(name) => change({ [role]: name })}
        />
      ))}
      <div className="duty-field">
        <label htmlFor={`${id}-note`}>{say.note}</label>
        <input
          id={`${id}-note`}
          className="input"
          maxLength={500}
          value={typed.note}
          onChange={({ target }) => change({ note: target.value })}
        />
      </div>
      <Refusal error={write.error ?? remove.error} />
      <div className="duty-actions">
        <button type="submit" className="button button-main" disabled={write.isPending}>
          {say.save}
        </button>
        {shift && !isAsked && (
          <Button isQuiet onPress={() => setAsked(true)}>
            {say.remove}
          </Button>
        )}
      </div>
      {shift && isAsked && (
        <div className="duty-asked" role="alert">
          <p>{say.removeAsk}</p>
          <Button onPress={() => setAsked(false)}>{say.cancel}</Button>
          <button
            type="button"
            className="button button-danger"
            disabled={remove.isPending}
            onClick={() => remove.mutate(shift, { onSuccess: onClose })}
          >
            {say.remove}
          </button>
        </div>
      )}
    </form>
  );
  if (shift === null) return form;
  return (
    <details className="duty-details">
      <summary>{say.edit}</summary>
      {form}
    </details>
  );
}
