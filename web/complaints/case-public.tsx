import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { Button, Select } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import {
  type CaseRecord,
  type Confidants,
  caseQuery,
  confidantsQuery,
  dropConfidant,
  nameConfidant,
  sendRelease,
  type Target,
} from "./case-queries.ts";
import { words } from "./case-words.ts";

/** Who may read a confidential complaint; those named decide among themselves. */
export function CaseConfidants({ target }: { target: Target }) {
  const say = useWords(words);
  const client = useQueryClient();
  const list = useQuery(confidantsQuery(target));
  const [chosen, choose] = useState("");
  const change = useMutation({
    mutationFn: (asked: { accountId: string; isNamed: boolean }) =>
      (asked.isNamed ? nameConfidant : dropConfidant)(target, asked.accountId),
    onSuccess: (known: Confidants) => {
      client.setQueryData(confidantsQuery(target).queryKey, known);
      choose("");
      void client.invalidateQueries({ queryKey: caseQuery(target).queryKey });
    },
  });
  if (!list.data) return null;
  const { confidants, others } = list.data;
  return (
    <section className="case-card" data-print="hide">
      <h3>{say.confidants}</h3>
      <p className="case-quiet">{say.confidantsNote}</p>
      <ul>
        {confidants.map(({ accountId, displayName }) => (
          <li key={accountId} className="case-line">
            <span>{displayName}</span>
            <Button
              isQuiet
              isDisabled={confidants.length === 1 || change.isPending}
              onPress={() => change.mutate({ accountId, isNamed: false })}
            >
              {say.drop}
            </Button>
          </li>
        ))}
      </ul>
      <p className="case-line">
        <Select
          isBoxed
          label={say.addConfidant}
          value={chosen}
          onChange={choose}
          options={[
            { value: "", title: say.pick },
            ...others.map((one) => ({ value: one.accountId, title: one.displayName })),
          ]}
        />
        <Button
          isDisabled={chosen === "" || change.isPending}
          onPress={() => change.mutate({ accountId: chosen, isNamed: true })}
        >
          {say.addConfidant}
        </Button>
      </p>
      {change.error && <p role="alert">{change.error.message}</p>}
    </section>
  );
}

/** What everybody may read of it, written by whoever may release it. */
export function CaseRelease(props: {
  record: CaseRecord;
  target: Target;
  onTaken: (record: CaseRecord) => void;
}) {
  const { record, target } = props;
  const say = useWords(words);
  const mayRelease = useMay("complaints.release") !== null;
  const [text, setText] = useState(record.publicText ?? record.text);
  const release = useMutation({
    mutationFn: (asked: string | null) => sendRelease(target, record.revision, asked),
    onSuccess: props.onTaken,
  });
  if (!mayRelease)
    return record.publicText === null ? null : (
      <section className="case-card">
        <h3>{say.released}</h3>
        <p className="case-text">{record.publicText}</p>
      </section>
    );
  return (
    <details className="case-card" data-print="hide" open={record.publicText !== null}>
      <summary>{record.publicText === null ? say.publicText : say.released}</summary>
      <p className="case-quiet">{say.publicNote}</p>
      <textarea
        aria-label={say.publicText}
        rows={4}
        maxLength={2000}
        value={text}
        onChange={({ target: { value } }) => setText(value)}
      />
      <p className="case-line">
        <Button
          isDisabled={text.trim() === "" || text === record.publicText || release.isPending}
          onPress={() => release.mutate(text)}
        >
          {say.release}
        </Button>
        {record.publicText !== null && (
          <Button isQuiet isDisabled={release.isPending} onPress={() => release.mutate(null)}>
            {say.withdraw}
          </Button>
        )}
      </p>
      {release.error && <p role="alert">{release.error.message}</p>}
    </details>
  );
}
