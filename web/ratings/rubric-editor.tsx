import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type EditRubric, placesOf, RubricBody } from "./rubric-body.tsx";
import { changed, draftOf, faultsOf, itemsOf, redone, undone } from "./rubric-draft.ts";
import { RubricPreviewPart } from "./rubric-preview.tsx";
import {
  createRubric,
  proposeVersion,
  type RubricContent,
  rubricsQuery,
} from "./rubric-queries.ts";
import { RubricSaveBar } from "./rubric-save.tsx";
import { rubricWords } from "./rubric-words.ts";

/** Writes a version of a rubric: steps can be taken back, and what it would do is seen before it is saved. */
export function RubricEditor(props: {
  districtId: string;
  rubricId: string;
  base: RubricContent;
  /** The last version one has seen; null: the rubric is not kept yet. */
  lastVersion: number | null;
  /** @param version  The one that was saved; null where nothing was. */
  onDone: (version: number | null) => void;
}) {
  const { districtId, rubricId, base, lastVersion, onDone } = props;
  const say = useWords(rubricWords);
  const client = useQueryClient();
  const { today } = useView().view.district;
  const [draft, setDraft] = useState(() => draftOf(base));
  const { content } = draft;
  const faults = faultsOf(content);
  const isNew = lastVersion === null;
  const isChanged = isNew || JSON.stringify(content) !== JSON.stringify(base);
  const edit: EditRubric = (next, at = null) => setDraft((now) => changed(now, next, at));
  useStepKeys(setDraft);
  const save = useMutation({
    mutationFn: (of: { effectiveFrom: string; note: string }) =>
      isNew
        ? createRubric(districtId, { rubricId, content, ...of })
        : proposeVersion(districtId, rubricId, { lastVersion, content, ...of }),
    onSuccess: async (rubric) => {
      await client.invalidateQueries({ queryKey: ["ratings"] });
      onDone(rubric.lastVersion);
    },
    onError: (error) => {
      if (isStale(error)) void client.invalidateQueries(rubricsQuery(districtId));
    },
  });
  const { isSuccess } = save;
  useBlocker({
    enableBeforeUnload: isChanged && !isSuccess,
    shouldBlockFn: ({ current, next }) =>
      isChanged && !isSuccess && current.pathname !== next.pathname && !confirm(say.leaveAsk),
  });
  return (
    <>
      <RubricSaveBar
        {...{ draft, base, isNew, today, isChanged }}
        faults={useFaultsTold(content, faults)}
        isBusy={save.isPending}
        error={save.error && (isStale(save.error) ? say.stale : save.error.message)}
        onUndo={() => setDraft(undone)}
        onRedo={() => setDraft(redone)}
        onDiscard={() => (!isChanged || confirm(say.discardAsk)) && onDone(null)}
        onSave={(of) => save.mutate(of)}
      />
      <RubricBody
        {...{ content, edit }}
        wrong={placesOf(faults)}
        aside={
          faults.length > 0 ? (
            <section className="rub-card rub-preview">
              <h3>{say.preview}</h3>
              <p className="rub-note">{say.previewWait}</p>
            </section>
          ) : isChanged ? (
            <RubricPreviewPart rubricId={isNew ? null : rubricId} content={content} />
          ) : (
            <section className="rub-card rub-preview">
              <h3>{say.preview}</h3>
              <p className="rub-note">{say.previewSame}</p>
            </section>
          )
        }
      />
    </>
  );
}

const isStale = (error: unknown) => error instanceof ApiError && error.problem.code === "stale";

/** Each fault in words, with the name of its place. */
function useFaultsTold(content: RubricContent, faults: ReturnType<typeof faultsOf>) {
  const say = useWords(rubricWords);
  const language = useLanguage();
  const titles = new Map(
    [
      ...content.groups.map((group) => [group.groupId, group.title] as const),
      ...itemsOf(content).map((item) => [item.itemId, item.title] as const),
      ...content.vetoes.map((veto) => [veto.vetoId, veto.title] as const),
    ].map(([id, title]) => [id, titleIn(language, title) || title.zh]),
  );
  const named = (at: string) =>
    say.placeOf(at) ||
    (at.startsWith("stars ") ? say.starsN(Number(at.slice(6))) : titles.get(at) || at);
  return faults.map((fault) => say.fault(fault, named));
}

/** Ctrl+Z and Ctrl+Y, but for what one types in, which keeps its own steps. */
function useStepKeys(setDraft: (change: typeof undone) => void) {
  useEffect(() => {
    const heard = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.matches("input, textarea");
      if (isTyping || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const step =
        key === "y" || (key === "z" && event.shiftKey) ? redone : key === "z" ? undone : null;
      if (!step) return;
      event.preventDefault();
      setDraft(step);
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, [setDraft]);
}
