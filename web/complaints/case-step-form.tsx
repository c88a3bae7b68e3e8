import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { actionTitle } from "./case-life.ts";
import { CaseAdding } from "./case-photographs.tsx";
import {
  type CaseRecord,
  caseQuery,
  type Life,
  type OfferedStep,
  type PhotographPart,
  type StepBody,
  type StepField,
  sendStep,
  type Unit,
} from "./case-queries.ts";
import { StepFieldInput } from "./case-step-field.tsx";
import { words } from "./case-words.ts";

/** What was typed, by field; what is not typed is absent. */
export type Typed = Readonly<Partial<Record<StepField, string | number | boolean>>>;

/** Feedback that did not reach anybody says nothing of how they found it. */
const isAsked = (field: StepField, typed: Typed) =>
  !["isResolved", "satisfaction"].includes(field) || typed.outcome === "answered";

/** Steps that a photograph belongs to: what is taken where the dirt is, and what a meeting decided. */
const PHOTOGRAPHED: Readonly<Record<string, PhotographPart>> = {
  arrive: "before",
  report: "after",
  "triage-meeting": "minutes",
};

/**
 * What a step asks for, one field after the other. What is typed stays until it is sent: when somebody was first, the
 * complaint is read again and one looks before sending once more.
 */
export function StepForm(props: {
  record: CaseRecord;
  life: Life;
  units: readonly Unit[];
  step: OfferedStep;
  /** Whether the step can still be taken; it may have gone while one typed. */
  isOffered: boolean;
  onClose: () => void;
  onTaken: (record: CaseRecord) => void;
}) {
  const { record, life, units, step, isOffered } = props;
  const say = useWords(words);
  const language = useLanguage();
  const client = useQueryClient();
  const { districtId } = useView().view.district;
  const target = { districtId, complaintId: record.complaintId };
  const [typed, setTyped] = useState<Typed>(() => startOf(step, record));
  const [isStale, setStale] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const title = actionTitle(language, life, step.action);
  const fields = [...step.asks, ...step.may].filter((field) => isAsked(field, typed));
  const lacks = step.asks.some((field) => typed[field] === undefined || typed[field] === "");
  const sending = useMutation({
    mutationFn: () => {
      const given = Object.fromEntries(
        fields.flatMap((field) =>
          typed[field] === undefined || typed[field] === "" ? [] : [[field, typed[field]]],
        ),
      );
      // the fields are the step's own, and each input gives what its field holds
      return sendStep(target, record.revision, { action: step.action, ...given } as StepBody);
    },
    onSuccess: props.onTaken,
    onError: async (error) => {
      if (!(error instanceof ApiError) || error.problem.code !== "stale") return;
      await client.invalidateQueries({ queryKey: caseQuery(target).queryKey });
      setStale(true);
    },
  });
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("textarea, select, input:not([hidden])")?.focus();
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setStale(false);
    sending.mutate();
  };
  const isFailed = sending.error && !isStale && !sending.isPending;
  const photographed = PHOTOGRAPHED[step.action];
  return (
    <form
      ref={form}
      className="case-step-form"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault(); // the form is let go, and not the page
        props.onClose();
      }}
    >
      <h3>{title}</h3>
      {fields.map((field) => (
        <StepFieldInput
          key={field}
          {...{ field, record, life, units, action: step.action }}
          isRequired={step.asks.includes(field)}
          value={typed[field]}
          onChange={(value) => setTyped((now) => ({ ...now, [field]: value }))}
        />
      ))}
      {photographed && <CaseAdding target={target} part={photographed} />}
      {isStale && <p role="alert">{say.stale}</p>}
      {!isOffered && <p role="alert">{say.gone(title)}</p>}
      {isFailed && <p role="alert">{sending.error.message}</p>}
      <footer>
        <Button isQuiet onPress={props.onClose}>
          {say.cancel}
        </Button>
        <button
          className="button button-main"
          type="submit"
          disabled={lacks || !isOffered || sending.isPending}
        >
          {sending.isPending ? say.sending : isStale ? say.submitAnyway : say.submit(title)}
        </button>
      </footer>
    </form>
  );
}

/** What stands in the fields at first: what was asked for, where it is granted. */
function startOf({ action }: OfferedStep, record: CaseRecord): Typed {
  const asked = record.marks.find(({ isWaiverAsked }) => isWaiverAsked)?.mark;
  if (action === "grant-extension" && record.extensionAskedDays !== null)
    return { days: record.extensionAskedDays };
  if (/^(grant|refuse)-waiver$/.test(action) && asked) return { mark: asked };
  return action === "feedback" ? { way: "telephone" } : {};
}
