import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { IconButton } from "../ui/controls.tsx";
import { DemoBadge } from "../ui/figure.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { Guard, Section } from "../ui/panel.tsx";
import { EntryUndo, type UndoTarget } from "./entry-undo.tsx";
import { useSetCleaningLink, useStandingAsked } from "./params.ts";
import { type Before, beforeQuery, type Proof, proofQuery } from "./queries.ts";
import { EvidenceMark } from "./sign.tsx";
import { StreetPass } from "./street-pass.tsx";
import { useMoments } from "./times.ts";
import { useHours, useTold } from "./told.ts";
import { To } from "./tools.tsx";
import { words } from "./words.ts";

const EntryDialog = lazy(() =>
  import("./entry-dialog.tsx").then((module) => ({ default: module.EntryDialog })),
);

/** What is due on the street that was pressed, what is known of it, and where one says what was done. */
export function StreetDrawer() {
  const say = useWords(words);
  const { view } = useView();
  const { streetId } = useStandingAsked();
  const set = useSetCleaningLink();
  const [stage, setStage] = useState<Element | null>(null);
  useEffect(() => setStage(document.querySelector(".stage")), []);
  const close = useCallback(() => set({ cleanStreet: undefined }, true), [set]);
  const isOpen = streetId !== null && view.selection === null;
  useEffect(() => {
    if (!isOpen) return;
    const heard = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (document.querySelector("dialog[open], details[open].file-menu")) return;
      close();
    };
    addEventListener("keydown", heard);
    return () => removeEventListener("keydown", heard);
  }, [isOpen, close]);
  if (!isOpen || !stage) return null;
  return createPortal(
    <aside className="drawer clean-drawer" aria-label={say.street}>
      <div className="clean-drawer-body">
        <div className="clean-drawer-close">
          <IconButton icon="close" label={say.close} tip="left" onPress={close} />
        </div>
        <Guard key={streetId}>
          <Street key={streetId} streetId={streetId} />
        </Guard>
      </div>
    </aside>,
    stage,
  );
}

function Street({ streetId }: { streetId: string }) {
  const { districtId, today } = useView().view.district;
  const proof = useQuery(proofQuery(districtId, streetId, { from: today, to: today }));
  return <Answer to={{ ...proof, isFetching: false }}>{(known) => <Known proof={known} />}</Answer>;
}

function Known({ proof }: { proof: Proof }) {
  const say = useWords(words);
  const language = useLanguage();
  const { view } = useView();
  const mayConfirm = useMay("cleaning.confirm") !== null;
  const [entering, setEntering] = useState<{ passId: string | null } | null>(null);
  const [undo, setUndo] = useState<UndoTarget | null>(null);
  const meters = proof.edges.reduce((sum, edge) => sum + edge.lengthMeters, 0);
  const { km } = useTold();
  return (
    <>
      <header className="clean-drawer-head">
        <h2>{nameIn(language, proof)}</h2>
        <p>
          {km(meters)} km
          {view.district.isDemo && <DemoBadge />}
        </p>
        <div className="clean-acts">
          {mayConfirm && (
            <button
              type="button"
              className="button button-main"
              onClick={() => setEntering({ passId: null })}
            >
              {say.enter}
            </button>
          )}
          <To className="button" page={`/cleaning/streets/${encodeURIComponent(proof.streetId)}`}>
            {say.toProof}
          </To>
        </div>
        {undo && <EntryUndo key={undo.entryId} entry={undo} onGone={() => setUndo(null)} />}
      </header>
      <Section title={say.today}>
        {proof.passes.length === 0 && <p className="answer-empty">{say.noneDueToday}</p>}
        <ul className="clean-passes">
          {proof.passes.map((pass) => (
            <li key={pass.passId}>
              <StreetPass
                proof={proof}
                pass={pass}
                {...(mayConfirm ? { onEnter: () => setEntering({ passId: pass.passId }) } : {})}
              />
            </li>
          ))}
        </ul>
      </Section>
      <Last streetId={proof.streetId} asOf={proof.asOf} />
      <Suspense>
        {entering && (
          <EntryDialog
            proof={proof}
            passId={entering.passId}
            onClose={() => setEntering(null)}
            onEntered={(entry) => {
              setEntering(null);
              setUndo(entry);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

/** When each work was last done, and what nobody knows. */
function Last({ streetId, asOf }: { streetId: string; asOf: string }) {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const before = useQuery({
    ...beforeQuery(districtId, { streetId, at: asOf }),
    placeholderData: keepPreviousData, // asked anew with each answer of the passes
  });
  return (
    <Section title={say.lastServices}>
      <Answer to={{ ...before, isFetching: false }}>
        {(known) => (
          <ul className="clean-last">
            {known.works
              .filter(({ work, latest, due }) => work !== "collection" && (latest || due))
              .map((one) => (
                <LastOf key={one.work} of={one} lookBackDays={known.lookBackDays} />
              ))}
          </ul>
        )}
      </Answer>
    </Section>
  );
}

function LastOf({ of, lookBackDays }: { of: Before["works"][number]; lookBackDays: number }) {
  const say = useWords(words);
  const { work, count, percent } = useTold();
  const hours = useHours();
  const moments = useMoments();
  return (
    <li>
      <b>{work(of.work)}</b>
      {of.latest ? (
        <span>
          {say.lastOf(moments.stamp(of.latest.at), hours(of.latest.hoursBefore))}{" "}
          <EvidenceMark evidence={of.latest.evidence}>
            {of.latest.plate && ` ${of.latest.plate}`}
          </EvidenceMark>
          {of.servicedMeters < of.meters - 1 && (
            <small> {say.lastPart(percent(of.servicedMeters, of.meters))}</small>
          )}
        </span>
      ) : (
        <span className="clean-unknown">{say.lastNever(count(lookBackDays))}</span>
      )}
    </li>
  );
}
