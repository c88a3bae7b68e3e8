import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, Select } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { dayOfText } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { numberOf } from "../ui/typed-number.ts";
import {
  facilitiesQuery,
  removeTarget,
  type Target,
  type TargetDraft,
  targetsQuery,
  writeTarget,
} from "./scenario-queries.ts";
import { BUILT_TITLES, TARGET_TITLES, words } from "./scenario-words.ts";

type Kind = TargetDraft["kind"];
type State = NonNullable<TargetDraft["state"]>;

/** The layer of each kind, by which the search tells what it found. */
const LAYERS: Record<Kind, string> = {
  transfer_station: "transfer-stations",
  toilet: "toilets",
  bin: "bins",
  collection_point: "collection-points",
  rest_stop: "rest-stops",
  depot: "depots",
};

const keysOf = <T extends object>(of: T) => Object.keys(of) as (keyof T & string)[]; // of a literal

/** One target: set anew or changed. */
export function TargetForm({ target, onEnd }: { target: Target | null; onEnd: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const id = useId();
  const [name, setName] = useState(target?.name ?? "");
  const [kind, setKind] = useState<Kind>(target?.kind ?? "toilet");
  const [state, setState] = useState<State>(target?.statedState ?? "planned");
  const [day, setDay] = useState(target?.plannedFor ?? "");
  const [cost, setCost] = useState(target?.costYuan?.toString() ?? "");
  const [note, setNote] = useState(target?.note ?? "");
  const [facility, setFacility] = useState<Link | null>(target?.facility ?? null);
  const [isAsked, setAsked] = useState(false);
  const isWrong =
    name.trim() === "" ||
    (day.trim() !== "" && dayOfText(day) === null) ||
    (cost.trim() !== "" && numberOf(cost) === null);
  const [lng, lat] = target?.position ?? [];
  const settled = {
    onSuccess: (told: Awaited<ReturnType<typeof writeTarget>>) => {
      client.setQueryData(targetsQuery(districtId).queryKey, told);
      onEnd();
    },
  };
  const write = useMutation({
    mutationFn: () =>
      writeTarget(districtId, {
        of: target,
        draft: {
          ...{ kind, name: name.trim(), state },
          position: lng === undefined || lat === undefined ? null : [lng, lat],
          plannedFor: dayOfText(day),
          facilityId: facility?.facilityId ?? null,
          costYuan: cost.trim() === "" ? null : numberOf(cost),
          note: note.trim() || null,
        },
      }),
    ...settled,
  });
  const remove = useMutation({
    // only asked of one that is there
    mutationFn: () => removeTarget(districtId, target!),
    ...settled,
  });
  const failed = write.error ?? remove.error;
  const titleOf = <T extends string>(titles: Record<T, { zh: string; en: string }>) =>
    keysOf(titles).map((value) => ({ value, title: titleIn(language, titles[value]) }));
  return (
    <Dialog
      title={
        isAsked && target
          ? say.removeTarget(target.name)
          : target
            ? say.editTarget(target.name)
            : say.addTarget
      }
      onClose={onEnd}
      onSubmit={() => (isAsked ? remove.mutate() : !isWrong && write.mutate())}
      buttons={
        <>
          {target && !isAsked && (
            <Button isQuiet onPress={() => setAsked(true)}>
              {say.remove}
            </Button>
          )}
          <Button isQuiet onPress={isAsked ? () => setAsked(false) : onEnd}>
            {say.cancel}
          </Button>
          <button
            type="submit"
            className="button button-main"
            disabled={(!isAsked && isWrong) || write.isPending || remove.isPending}
          >
            {isAsked ? say.remove : say.save}
          </button>
        </>
      }
    >
      {isAsked ? (
        <p>{say.removeTargetNote}</p>
      ) : (
        <div className="scn-form">
          <label htmlFor={`${id}-name`}>{say.target}</label>
          <input
            id={`${id}-name`}
            className="input"
            maxLength={80}
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <span>{say.targetKind}</span>
          <Select
            label={say.targetKind}
            isBoxed
            value={kind}
            options={titleOf(BUILT_TITLES)}
            onChange={(next) => {
              setKind(next);
              setFacility(null);
            }}
          />
          <span>{say.state}</span>
          <Select
            label={say.state}
            isBoxed
            value={state}
            options={titleOf(TARGET_TITLES)}
            onChange={setState}
          />
          <label htmlFor={`${id}-day`}>{say.plannedFor}</label>
          <DayInput id={`${id}-day`} text={day} onChange={setDay} />
          <label htmlFor={`${id}-cost`}>{say.cost}</label>
          <input
            id={`${id}-cost`}
            className="input"
            inputMode="decimal"
            aria-invalid={(cost.trim() !== "" && numberOf(cost) === null) || undefined}
            value={cost}
            onChange={(event) => setCost(event.target.value)}
          />
          <span>{say.facility}</span>
          <FacilityLink key={kind} {...{ kind, facility }} onChange={setFacility} />
          <label htmlFor={`${id}-note`}>{say.note}</label>
          <input
            id={`${id}-note`}
            className="input"
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </div>
      )}
      {failed && (
        <p className="scn-failed" role="alert">
          {failed.message}
        </p>
      )}
    </Dialog>
  );
}

type Link = Pick<NonNullable<Target["facility"]>, "facilityId" | "name" | "nameEn">;

/** The facility of the register that a target has become, found by its name or code. */
function FacilityLink(props: {
  kind: Kind;
  facility: Link | null;
  onChange: (facility: Link | null) => void;
}) {
  const { facility, onChange } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const [text, setText] = useState("");
  const found = useQuery(facilitiesQuery(districtId, text.trim()));
  if (facility)
    return (
      <span className="scn-linked">
        {nameIn(language, facility)}
        <Button isQuiet onPress={() => onChange(null)}>
          {say.unlink}
        </Button>
      </span>
    );
  const hits = text.trim() === "" ? [] : (found.data?.hits ?? []);
  const ofKind = hits.filter(({ layerId }) => layerId === LAYERS[props.kind]).slice(0, 6);
  return (
    <span className="scn-finder">
      <input
        className="input"
        type="search"
        aria-label={say.facility}
        placeholder={say.facilityHint}
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
        // Enter looks for one, and saves nothing
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      {text.trim() !== "" && found.data && ofKind.length === 0 && <small>{say.facilityNone}</small>}
      {ofKind.length > 0 && (
        <ul>
          {ofKind.map(({ id, name, nameEn, code }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => onChange({ facilityId: id, name: name ?? code ?? id, nameEn })}
              >
                {nameIn(language, { name: name ?? code ?? id, nameEn })} <small>{code}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}
