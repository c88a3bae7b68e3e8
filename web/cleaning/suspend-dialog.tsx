import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, Toggle } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { addDays, dayOfText, formatNumber } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { entryWords } from "./entry-words.ts";
import { endSuspension, type Suspension, suspend, suspensionsQuery } from "./queries.ts";
import { settingsQuery } from "./settings-queries.ts";
import { instantOf, useMoments } from "./times.ts";
import { WORKS, type Work } from "./titles.ts";
import { useTold } from "./told.ts";

/** Work that is not due for a while: washing in frost, first of all. */
export function SuspendDialog({ onClose }: { onClose: () => void }) {
  const say = useWords(entryWords);
  const language = useLanguage();
  const { work } = useTold();
  const { districtId, timeZone, today } = useView().view.district;
  const client = useQueryClient();
  const id = useId();
  const known = useQuery(suspensionsQuery(districtId)).data;
  const basis = useQuery(settingsQuery(districtId)).data?.bases.find(
    ({ of }) => of === "suspendedBelowCelsius",
  )?.basis;
  const celsius = formatNumber(known?.suspendedBelowCelsius ?? 4, language);
  const [works, setWorks] = useState<ReadonlySet<Work>>(new Set(["wash"]));
  const [[fromDay, fromClock], setFrom] = useState<[string, string]>([today, "00:00"]);
  const [[toDay, toClock], setTo] = useState<[string, string]>([addDays(today, 1), "10:00"]);
  const [reason, setReason] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (body: Parameters<typeof suspend>[1]) => suspend(districtId, body),
    onSuccess: () => {
      onClose();
      void client.invalidateQueries({ queryKey: ["cleaning"] });
    },
  });
  const submit = () => {
    const [first, last] = [dayOfText(fromDay), dayOfText(toDay)];
    if (works.size === 0) return setWrong(say.worksNeeded);
    if (!first || !last) return setWrong(say.timeWrong);
    const fromAt = instantOf(first, fromClock, timeZone);
    const toAt = instantOf(last, toClock, timeZone);
    if (toAt <= fromAt) return setWrong(say.timeWrong);
    setWrong(null);
    save.mutate({
      ...{ works: WORKS.filter((one) => works.has(one)), fromAt, toAt },
      reason: (reason ?? say.suspendReasonCold(celsius)).trim() || say.suspendReasonCold(celsius),
    });
  };
  return (
    <Dialog
      title={say.suspendTitle}
      onClose={onClose}
      onSubmit={submit}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button type="submit" className="button button-main" disabled={save.isPending}>
            {say.suspendSave}
          </button>
        </>
      }
    >
      <p>
        {say.suspendIntro(
          celsius,
          basis ? `${basis.standard} §${basis.clause}` : "GB 55013-2021 §8.2",
        )}
      </p>
      <fieldset className="clean-field" aria-label={say.suspendWorks}>
        <legend>{say.suspendWorks}</legend>
        <div className="clean-toggles">
          {WORKS.map((one) => (
            <Toggle
              key={one}
              isOn={works.has(one)}
              onChange={(isOn) => {
                const next = new Set(works);
                if (isOn) next.add(one);
                else next.delete(one);
                setWorks(next);
              }}
            >
              {work(one)}
            </Toggle>
          ))}
        </div>
      </fieldset>
      {(
        [
          [say.suspendFrom, [fromDay, fromClock], setFrom, "from"],
          [say.suspendTo, [toDay, toClock], setTo, "to"],
        ] as const
      ).map(([title, [day, clock], set, name]) => (
        <div className="clean-field clean-when" key={name}>
          <label htmlFor={`${id}-${name}`}>{title}</label>
          <DayInput id={`${id}-${name}`} text={day} onChange={(text) => set([text, clock])} />
          <input
            className="input"
            type="time"
            required
            aria-label={title}
            value={clock}
            onChange={({ target }) => set([day, target.value])}
          />
        </div>
      ))}
      <div className="clean-field">
        <label htmlFor={`${id}-reason`}>{say.suspendReason}</label>
        <input
          id={`${id}-reason`}
          className="input"
          maxLength={200}
          value={reason ?? say.suspendReasonCold(celsius)}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <small>{say.suspendDoes}</small>
      {(wrong ?? save.error) && (
        <p className="clean-why" role="alert">
          {wrong ?? save.error?.message}
        </p>
      )}
      <Known list={known?.suspensions ?? []} />
    </Dialog>
  );
}

/** Those there are, to be ended. */
function Known({ list }: { list: readonly Suspension[] }) {
  const say = useWords(entryWords);
  const { work } = useTold();
  const moments = useMoments();
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (suspensionId: string) => endSuspension(districtId, suspensionId),
    onSuccess: () => client.invalidateQueries({ queryKey: ["cleaning"] }),
  });
  const now = Date.now();
  const shown = list.filter(({ toAt }) => Date.parse(toAt) > now - 7 * 86_400_000).slice(0, 6);
  if (shown.length === 0) return null;
  return (
    <div className="clean-field">
      <b>{say.known}</b>
      <ul className="clean-known">
        {shown.map((one) => {
          const isOver = one.withdrawn !== null || Date.parse(one.toAt) <= now;
          return (
            <li key={one.suspensionId} data-over={isOver || undefined}>
              <span>
                {one.works.map(work).join(" / ")} {moments.stamp(one.fromAt)}–
                {moments.stamp(one.toAt)}
                <small>
                  {" "}
                  {one.reason} · {one.enteredBy}
                </small>
              </span>
              {isOver ? (
                <small>{say.ended}</small>
              ) : (
                <Button
                  isQuiet
                  isDisabled={end.isPending}
                  onPress={() => end.mutate(one.suspensionId)}
                >
                  {say.end}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
