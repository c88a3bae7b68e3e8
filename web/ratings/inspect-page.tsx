import { useEffect, useRef } from "react";
import { useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { useWords } from "../ui/language.ts";
import { useOnline } from "../ui/online.ts";
import "./inspect.css";
import { readDrafts, useDrafts } from "./inspect-drafts.ts";
import { InspectForm } from "./inspect-form.tsx";
import { InspectHome } from "./inspect-home.tsx";
import { useKit } from "./inspect-kit.ts";
import { InspectLine } from "./inspect-line.tsx";
import { useInspectLink } from "./inspect-link.ts";
import { useOpenable } from "./inspect-offline.ts";
import { inspectWords } from "./inspect-words.ts";

/** Where somebody inspects, on a telephone, also where there is no line. */
export function InspectPage() {
  const say = useWords(inspectWords);
  const accountId = useSession()?.account?.accountId ?? null;
  const { districtId } = useView().view.district;
  const isOnline = useOnline();
  const openable = useOpenable();
  const kit = useKit(accountId, districtId, isOnline);
  const { inspectDraft } = useInspectLink();
  const { drafts, isLasting } = useDrafts();
  useEffect(() => {
    if (accountId !== null) void readDrafts(accountId);
  }, [accountId]);
  const page = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes after is read from its beginning
  useEffect(() => {
    page.current?.closest(".sheet-body")?.scrollTo({ top: 0 });
  }, [inspectDraft]);
  if (accountId === null || drafts === null) return null; // this device answers at once
  const draft = drafts.find(({ draftId }) => draftId === inspectDraft);
  return (
    <div className="inspect" ref={page}>
      {!isOnline && (
        <p className="inspect-told" role="status">
          {say.offline}
        </p>
      )}
      {!isLasting && (
        <p className="inspect-told" data-is="warning" role="alert">
          {say.notLasting}
        </p>
      )}
      {!draft && <InspectLine {...{ accountId, isOnline }} onArrived={kit.refresh} />}
      {draft ? (
        <InspectForm key={draft.draftId} draft={draft} kit={kit.kept?.kit ?? null} />
      ) : (
        <InspectHome {...{ accountId, districtId, kit, openable, isOnline }} />
      )}
    </div>
  );
}
