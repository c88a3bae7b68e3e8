import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { addDays, dayOfText, formatCount, formatDay } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { changedFields, type Draft, type Editing, toChange } from "./route-draft.ts";
import { useSetRouteLink } from "./route-link.ts";
import { addRoute, changeRoute, forgetRoutes, routeQuery } from "./route-queries.ts";
import { edit, setEditing } from "./route-session.ts";
import { routeWords } from "./route-words.ts";

/** From which day on it holds, what is changed, and the button that saves it. */
export function RouteSave({ editing, onDiscard }: { editing: Editing; onDiscard: () => void }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const titles = useFieldTitles();
  const save = useSaving(editing);
  const { of, draft } = editing;
  const changed = changedFields(editing);
  const day = dayOfText(draft.validFrom);
  const isSame = changed.length === 0 && !(of?.isInPlace && day !== of.validFrom);
  return (
    <div className="rt-save">
      <label className="rt-field" htmlFor="rt-from">
        <span>{say.saveFrom}</span>
        <DayInput
          id="rt-from"
          text={draft.validFrom}
          onChange={(validFrom) => edit({ validFrom }, "validFrom")}
        />
      </label>
      {of && day && (
        <p className="rt-hint">
          {of.isInPlace
            ? say.inPlace
            : say.newVersion(formatDay(day, language), formatDay(addDays(day, -1), language))}
        </p>
      )}
      {save.error && <Refusal error={save.error} />}
      <div className="rt-save-acts">
        <p role="status">
          {changed.length === 0 ? (
            say.noChanges
          ) : (
            <>
              <b>{say.changes(formatCount(changed.length, language))}</b>{" "}
              <small>{changed.map((field) => titles[field]).join(say.join)}</small>
            </>
          )}
        </p>
        <Button isQuiet isDisabled={save.isPending} onPress={onDiscard}>
          {say.discard}
        </Button>
        <button
          type="button"
          className="button button-main"
          disabled={save.isPending || (of !== null && isSame)}
          onClick={() => save.mutate()}
        >
          {say.save}
        </button>
      </div>
    </div>
  );
}

function useSaving({ of, draft }: Editing) {
  const client = useQueryClient();
  const set = useSetRouteLink();
  const { districtId } = useView().view.district;
  return useMutation({
    mutationFn: () => {
      const change = toChange(draft);
      return of
        ? changeRoute(districtId, of, change)
        : addRoute(districtId, { code: draft.code.trim(), ...change });
    },
    onSuccess: (page) => {
      const gone = forgetRoutes(client, districtId);
      client.setQueryData(routeQuery(districtId, page.routeId).queryKey, page);
      setEditing(null);
      set({ route: page.routeId });
      return gone;
    },
  });
}

/** What the fields of a draft are called. */
function useFieldTitles(): Readonly<Record<keyof Draft, string>> {
  const say = useWords(routeWords);
  return {
    ...{ code: say.code, name: say.name, nameEn: say.nameEn, work: say.work, part: say.part },
    ...{ season: say.season, proof: say.proof, turn: say.turn, team: say.team },
    ...{ vehicleKind: say.vehicleKind, vehicleIds: say.vehicleNames, shifts: say.shifts },
    ...{ passes: say.passesTitle, period: say.period, validFrom: say.saveFrom, note: say.note },
    ...{ edgeIds: say.fieldEdges, stopIds: say.fieldStops },
  };
}

/** Why it was not saved, fault by fault. */
function Refusal({ error }: { error: Error }) {
  const say = useWords(routeWords);
  const language = useLanguage();
  const titles: Readonly<Record<string, string>> = useFieldTitles();
  const problem = error instanceof ApiError ? error.problem : null;
  const faults = problem?.faults ?? [];
  if (problem?.code === "stale")
    return (
      <p className="rt-trouble" role="alert">
        {say.stale}
      </p>
    );
  if (faults.length === 0)
    return (
      <p className="rt-trouble" role="alert">
        {error.message}
      </p>
    );
  return (
    <div className="rt-trouble" role="alert">
      <p>{say.faults(formatCount(faults.length, language))}</p>
      <ul>
        {faults.map(({ field, remedy }) => (
          <li key={`${field} ${remedy}`}>
            {titles[field.split(".")[0]!] ?? field}
            {say.colon}
            {remedy}
          </li>
        ))}
      </ul>
    </div>
  );
}
