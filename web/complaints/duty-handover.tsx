import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { lifeQuery } from "./case-queries.ts";
import { NoteView } from "./duty-note.tsx";
import { DutyNow } from "./duty-now.tsx";
import { PastHandovers } from "./duty-past.tsx";
import { type Draft, draftQuery, type Handover, handoverQuery } from "./duty-queries.ts";
import { Signatures, SignIn, SignOut } from "./duty-signing.tsx";
import { momentAt, spanAt } from "./duty-times.ts";
import { dutyWords } from "./duty-words.ts";
import "./duty.css";

const LINKED = ["shift", "handover"] as const;
type Linked = (typeof LINKED)[number];

/** Handing a shift over: who is on duty, the note as it stands, both signatures, and those of before. */
export function HandoverPage() {
  const say = useWords(dutyWords);
  const { districtId } = useView().view.district;
  const { shift, handover } = useLink(LINKED);
  return (
    <div className="duty-page">
      <main>{handover ? <Signed handoverId={handover} /> : <Current shiftId={shift} />}</main>
      <aside data-print="hide">
        <DutyNow />
        <Link className="button" to="/duty" search={true}>
          {say.roster}
        </Link>
        <PastHandovers districtId={districtId} chosen={handover ?? null} />
      </aside>
    </div>
  );
}

function Current({ shiftId }: { shiftId: string | undefined }) {
  const { districtId } = useView().view.district;
  const draft = useQuery(draftQuery(districtId, shiftId));
  return <Answer to={draft}>{(data) => <CurrentKnown draft={data} isChosen={!!shiftId} />}</Answer>;
}

function CurrentKnown({ draft, isChosen }: { draft: Draft; isChosen: boolean }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const set = useSetLink<Linked>();
  const { districtId } = useView().view.district;
  const life = useQuery(lifeQuery(districtId));
  const { shift, note, timeZone } = draft;
  const others = draft.unsigned.filter(({ shiftId }) => shiftId !== shift?.shiftId);
  return (
    <>
      {isChosen && (
        <p data-print="hide">
          <Button icon="left" isQuiet onPress={() => set({ shift: undefined }, true)}>
            {say.backToNow}
          </Button>
        </p>
      )}
      {draft.waiting.map((handover) => (
        <Waiting key={handover.handoverId} handover={handover} timeZone={timeZone} />
      ))}
      {others.length > 0 && (
        <section className="duty-card duty-warned" data-print="hide">
          <h2>{say.unsigned}</h2>
          <ul>
            {others.map((one) => (
              <li key={one.shiftId}>
                <span>
                  {spanAt(one, timeZone, language)} {one.officer.name}
                </span>
                <Button onPress={() => set({ shift: one.shiftId }, true)}>
                  {say.handOverThis}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {shift && note ? (
        <article className="duty-card">
          <h2>{say.noteTitle}</h2>
          <p className="duty-quiet">
            {spanAt(shift, timeZone, language)} · {say.officer} {shift.officer.name} · {say.leader}{" "}
            {shift.leader?.name ?? say.none}
          </p>
          <p className="duty-quiet">{say.noteUpTo(momentAt(note.at, timeZone, language))}</p>
          <Answer to={life}>
            {(known) => <NoteView note={note} life={known} timeZone={timeZone} />}
          </Answer>
          <SignOut key={shift.shiftId} draft={draft} shift={shift} />
        </article>
      ) : (
        draft.waiting.length === 0 && <Nothing />
      )}
    </>
  );
}

/** No shift has begun: the way to a roster, for those who keep it. */
function Nothing() {
  const say = useWords(dutyWords);
  const mayKeep = useMay("duty.manage")?.isWhole === true;
  return (
    <div className="duty-card duty-empty">
      <h2>{say.nothing}</h2>
      <p>{say.nothingHint}</p>
      <Link
        className="button button-main"
        to="/duty"
        // the router's type of search is of every page at once; the link's own is kept
        search={((now: object) => ({ ...now, ...(mayKeep ? { make: "rota" } : {}) })) as never}
      >
        {mayKeep ? say.makeRota : say.roster}
      </Link>
    </div>
  );
}

function Waiting({ handover, timeZone }: { handover: Handover; timeZone: string }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const set = useSetLink<Linked>();
  return (
    <section className="duty-card duty-warned" data-print="hide">
      <h2>{say.waitingSign}</h2>
      <ul>
        <li>
          <span>
            {spanAt(handover.shift, timeZone, language)} · {say.signedOut} {handover.signedOut.name}
          </span>
          <button
            type="button"
            className="button button-main"
            onClick={() => set({ handover: handover.handoverId, shift: undefined }, true)}
          >
            {say.signIn}
          </button>
        </li>
      </ul>
    </section>
  );
}

/** One hand-over as it was signed; with the second signature still to come, it is given here. */
function Signed({ handoverId }: { handoverId: string }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const set = useSetLink<Linked>();
  const { districtId, timeZone } = useView().view.district;
  const handover = useQuery(handoverQuery(districtId, handoverId));
  const life = useQuery(lifeQuery(districtId));
  return (
    <>
      <p data-print="hide">
        <Button icon="left" isQuiet onPress={() => set({ handover: undefined }, true)}>
          {say.backToNow}
        </Button>
      </p>
      <Answer to={handover}>
        {(known) => (
          <article className="duty-card">
            <h2>{say.noteTitle}</h2>
            <p className="duty-quiet">
              {spanAt(known.shift, timeZone, language)} · {say.officer} {known.shift.officer.name} ·{" "}
              {say.leader} {known.shift.leader?.name ?? say.none}
            </p>
            <p className="duty-quiet">{say.noteSigned}</p>
            <Answer to={life}>
              {(words) => <NoteView note={known.note} life={words} timeZone={timeZone} />}
            </Answer>
            <section>
              <h3>{say.remarks}</h3>
              <p className="duty-remarks">{known.remarks || say.remarksNone}</p>
            </section>
            <Signatures handover={known} timeZone={timeZone} />
            {!known.signedIn && <SignIn handover={known} />}
          </article>
        )}
      </Answer>
    </>
  );
}
