import { useEffect, useRef } from "react";
import { Button } from "../ui/controls.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Draft, groupsOf, markedIn, missingOf, partsOf } from "./inspect-draft.ts";
import { saveDraft } from "./inspect-drafts.ts";
import { InspectGroup } from "./inspect-group.tsx";
import type { Kit } from "./inspect-kit.ts";
import { useInspectLink, useSetInspectLink } from "./inspect-link.ts";
import { InspectPlace } from "./inspect-place.tsx";
import { InspectSum } from "./inspect-sum.tsx";
import { InspectVetoes } from "./inspect-vetoes.tsx";
import { inspectWords } from "./inspect-words.ts";

export type ChangeDraft = (change: (draft: Draft) => Draft) => void;

/** An inspection part by part; each change is kept at once. */
export function InspectForm({ draft, kit }: { draft: Draft; kit: Kit | null }) {
  const say = useWords(inspectWords);
  const { inspectPart } = useInspectLink();
  const set = useSetInspectLink();
  const parts = partsOf(draft);
  const at = Math.max(0, parts.indexOf(inspectPart ?? ""));
  const part = parts[at]!; // there is always one to sign
  const go = (to: string | undefined) => set({ inspectPart: to }, false);
  const change: ChangeDraft = (by) => void saveDraft(by(draft));
  const top = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part begins at its top
  useEffect(() => {
    top.current?.scrollIntoView({ block: "start" });
    top.current?.focus({ preventScroll: true });
  }, [part]);
  const group = groupsOf(draft).find(({ groupId }) => part === `group-${groupId}`);
  return (
    <article className="inspect-form">
      <div className="inspect-bar">
        <Head draft={draft} />
        <Parts {...{ draft, part, go }} />
      </div>
      <div ref={top} tabIndex={-1} className="inspect-top">
        {group && <InspectGroup key={part} {...{ draft, group, change, kit }} />}
        {part === "vetoes" && <InspectVetoes {...{ draft, change, kit }} />}
        {part === "place" && <InspectPlace {...{ draft, change, kit }} />}
        {part === "sign" && <InspectSum {...{ draft, change, go, kit }} />}
      </div>
      {part !== "sign" && (
        <footer className="inspect-foot">
          {at > 0 && <Button onPress={() => go(parts[at - 1])}>{say.previous}</Button>}
          <button type="button" className="inspect-big" onClick={() => go(parts[at + 1])}>
            {say.next} · <PartTitle draft={draft} part={parts[at + 1]!} />
          </button>
        </footer>
      )}
    </article>
  );
}

function Head({ draft }: { draft: Draft }) {
  const say = useWords(inspectWords);
  const language = useLanguage();
  const set = useSetInspectLink();
  const { subject, rubric } = draft;
  return (
    <header className="inspect-head">
      <Button
        isQuiet
        icon="left"
        onPress={() => set({ inspectDraft: undefined, inspectPart: undefined }, true)}
      >
        {say.back}
      </Button>
      <div>
        <h2>{nameIn(language, subject)}</h2>
        <small>
          {[subject.code, titleIn(language, rubric.title)].filter(Boolean).join(" · ")}{" "}
          {rubric.isTrial && (
            <span className="badge" title={say.trialHint}>
              {say.trial}
            </span>
          )}
        </small>
      </div>
    </header>
  );
}

function PartTitle({ draft, part }: { draft: Draft; part: string }) {
  const say = useWords(inspectWords);
  const language = useLanguage();
  const group = groupsOf(draft).find(({ groupId }) => part === `group-${groupId}`);
  if (group) return titleIn(language, group.title);
  return part === "vetoes" ? say.vetoes : part === "place" ? say.place : say.sign;
}

/** The parts, how far each is, and the way to each. */
function Parts(props: { draft: Draft; part: string; go: (part: string) => void }) {
  const { draft, part } = props;
  const say = useWords(inspectWords);
  const missing = new Set(missingOf(draft).map((one) => one.part));
  const list = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the part one is at is in sight
  useEffect(() => {
    list.current
      ?.querySelector("[aria-current]")
      ?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [part]);
  return (
    <nav className="inspect-parts" ref={list} aria-label={say.sign}>
      {partsOf(draft).map((one) => {
        const group = groupsOf(draft).find(({ groupId }) => one === `group-${groupId}`);
        return (
          <button
            key={one}
            type="button"
            aria-current={one === part ? "step" : undefined}
            data-done={(one !== "sign" && one !== "place" && !missing.has(one)) || undefined}
            onClick={() => props.go(one)}
          >
            <PartTitle draft={draft} part={one} />
            {group && (
              <small>
                {say.progress(String(markedIn(draft, group.items)), String(group.items.length))}
              </small>
            )}
          </button>
        );
      })}
    </nav>
  );
}
