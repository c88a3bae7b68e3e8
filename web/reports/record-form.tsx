import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Combobox } from "../ui/combobox.tsx";
import { Segmented } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { addDays, dayOfText } from "../ui/format.ts";
import { useWords } from "../ui/language.ts";
import { PhotographField } from "../ui/photograph-field.tsx";
import { numberOf } from "../ui/typed-number.ts";
import { AreaOption, areasFound } from "./area-field.tsx";
import { FoundField, FoundTotal, type Places } from "./found-field.tsx";
import type { RecordKind } from "./params.ts";
import { INSPECTION_PHOTOGRAPHS } from "./photographs.tsx";
import {
  type Choices,
  enterActivity,
  enterExposure,
  enterInspection,
  type InspectionDraft,
  type ReportArea,
} from "./queries.ts";
import type { SavedRecord } from "./record-saved.tsx";
import { recordWords } from "./record-words.ts";
import { useTold } from "./told.ts";

/** The last hygiene day that has come: an inspector enters it on the day, or later. */
export function lastHygieneDay(today: string, weekday: number): string {
  const now = new Date(`${today}T00:00:00Z`).getUTCDay() || 7;
  return addDays(today, -((now - weekday + 7) % 7));
}

/** Areas to choose from, each with the one it is in. */
const withParents = ({ areas }: Choices): ReportArea[] => {
  const byId = new Map(areas.map((area) => [area.areaId, area]));
  return areas.map(({ parentId, ...area }) => {
    const parent = parentId === null ? undefined : byId.get(parentId);
    return { ...area, parent: parent ? { name: parent.name, nameEn: parent.nameEn } : null };
  });
};

type Typed = {
  readonly area: ReportArea | null;
  readonly areaText: string;
  readonly day: string;
  readonly places: Places;
  readonly note: string;
  readonly files: readonly File[];
  readonly done: string;
  readonly people: string;
  readonly medium: string;
  readonly title: string;
  readonly tone: "good" | "bad";
};

/** One record from the choice of its area to its saving; what is wrong is said at the button. */
export function RecordForm(props: {
  kind: RecordKind;
  choices: Choices;
  onSaved: (saved: SavedRecord) => void;
}) {
  const { kind, choices } = props;
  const say = useWords(recordWords);
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const told = useTold();
  const id = useId();
  const [key] = useState(() => crypto.randomUUID()); // sent again it is the same record
  const [typed, setTyped] = useState<Typed>({
    ...{ area: null, areaText: "", places: {}, note: "", files: [], done: "", people: "" },
    ...{ medium: "", title: "", tone: "bad" },
    day:
      kind === "activity" ? lastHygieneDay(choices.today, choices.hygieneWeekday) : choices.today,
  });
  const [wrong, setWrong] = useState<string | null>(null);
  const change = (some: Partial<Typed>) => {
    setTyped((now) => ({ ...now, ...some }));
    setWrong(null);
  };
  const save = useMutation({
    mutationFn: async ({ areaId, day }: { areaId: string; day: string }) => {
      if (kind === "inspection")
        await enterInspection(districtId, {
          ...{ inspectionId: key, areaId, day, note: typed.note.trim() },
          found: Object.entries(typed.places).map(([itemId, places]) => ({
            itemId: itemId as InspectionDraft["found"][number]["itemId"], // of the items to choose from
            places,
          })),
        });
      else if (kind === "activity") {
        const people = numberOf(typed.people);
        await enterActivity(districtId, {
          ...{ activityId: key, areaId, day, done: typed.done.trim() },
          ...(people === null ? {} : { people }),
        });
      } else
        await enterExposure(districtId, {
          ...{ exposureId: key, areaId, day, medium: typed.medium.trim() },
          ...{ title: typed.title.trim(), isGood: typed.tone === "good" },
        });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["reports"] });
      const area = typed.area ? told.area(typed.area) : "";
      props.onSaved({ kind, id: key, area, files: kind === "inspection" ? typed.files : [] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const day = dayOfText(typed.day);
    const why = wrongOf(kind, typed, say);
    setWrong(why);
    if (why === null && typed.area && day) save.mutate({ areaId: typed.area.areaId, day });
  };
  const areas = withParents(choices);
  const button = {
    inspection: say.save,
    activity: say.saveActivity,
    exposure: say.saveExposure,
  }[kind];
  return (
    <form className="rec-form" noValidate onSubmit={submit}>
      <div className="rep-field">
        <label htmlFor={`${id}-area`}>{say.area}</label>
        <Combobox
          id={`${id}-area`}
          text={typed.areaText}
          placeholder={say.areaHint}
          options={areasFound(areas, typed.areaText, told.area).map((area) => ({
            key: area.areaId,
            content: <AreaOption area={area} />,
          }))}
          onText={(areaText) => change({ areaText, area: null })}
          onPick={(areaId) => {
            const area = areas.find((one) => one.areaId === areaId) ?? null;
            change({ area, areaText: area ? told.area(area) : "" });
          }}
          isTabPicking
        />
      </div>
      <div className="rep-field rec-day">
        <label htmlFor={`${id}-day`}>{say.day}</label>
        <DayInput id={`${id}-day`} text={typed.day} onChange={(day) => change({ day })} />
        {kind === "activity" && <small>{say.hygieneDay}</small>}
      </div>
      {kind === "inspection" && (
        <>
          <FoundField
            choices={choices}
            places={typed.places}
            onChange={(places) => change({ places })}
          />
          <Text
            {...{ id: `${id}-note`, label: say.note, hint: say.noteHint, most: 500 }}
            value={typed.note}
            onChange={(note) => change({ note })}
          />
          <PhotographField
            title={say.photographs}
            most={INSPECTION_PHOTOGRAPHS}
            files={typed.files}
            onChange={(files) => change({ files })}
          />
        </>
      )}
      {kind === "activity" && (
        <>
          <Text
            {...{ id: `${id}-done`, label: say.done, hint: say.doneHint, most: 500 }}
            value={typed.done}
            onChange={(done) => change({ done })}
          />
          <Text
            {...{ id: `${id}-people`, label: say.people, most: 6, isNumber: true }}
            value={typed.people}
            onChange={(people) => change({ people })}
          />
        </>
      )}
      {kind === "exposure" && (
        <>
          <Segmented
            label={say.tone}
            value={typed.tone}
            options={[
              { value: "bad", title: say.bad },
              { value: "good", title: say.good },
            ]}
            onChange={(tone) => change({ tone })}
          />
          <Text
            {...{ id: `${id}-medium`, label: say.medium, most: 100 }}
            value={typed.medium}
            onChange={(medium) => change({ medium })}
          />
          <Text
            {...{ id: `${id}-title`, label: say.title, most: 200 }}
            value={typed.title}
            onChange={(title) => change({ title })}
          />
          <small>{say.judgeLater}</small>
        </>
      )}
      <div className="rec-foot">
        {kind === "inspection" && <FoundTotal choices={choices} places={typed.places} />}
        {(wrong ?? save.error) && (
          <p className="rep-why" role="alert">
            {wrong ?? save.error?.message}
          </p>
        )}
        <button type="submit" className="rec-save" disabled={save.isPending}>
          {save.isPending ? say.saving : button}
        </button>
      </div>
    </form>
  );
}

/** What is missing, in the order of the page; null is nothing. */
function wrongOf(kind: RecordKind, typed: Typed, say: (typeof recordWords)["en"]): string | null {
  if (typed.area === null) return say.areaNeeded;
  if (dayOfText(typed.day) === null) return say.dayNeeded;
  if (kind === "activity") {
    if (typed.done.trim() === "") return say.doneNeeded;
    if (!/^\s*\d*\s*$/.test(typed.people)) return say.peopleWrong;
  }
  if (kind === "exposure") {
    if (typed.medium.trim() === "") return say.mediumNeeded;
    if (typed.title.trim() === "") return say.titleNeeded;
  }
  return null;
}

function Text(props: {
  id: string;
  label: string;
  hint?: string;
  value: string;
  most: number;
  isNumber?: boolean;
  onChange: (text: string) => void;
}) {
  return (
    <div className="rep-field">
      <label htmlFor={props.id}>{props.label}</label>
      <input
        id={props.id}
        className="input"
        autoComplete="off"
        inputMode={props.isNumber ? "numeric" : "text"}
        maxLength={props.most}
        placeholder={props.hint}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
      />
    </div>
  );
}
