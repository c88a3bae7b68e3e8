import { type KeyboardEvent, useRef, useState } from "react";
import { Answer, type Asked } from "../ui/answer.tsx";
import { Toggle } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { useTime } from "./case-time.ts";
import { timeLeft, useMinute } from "./list-due.ts";
import { listWords } from "./list-words.ts";
import { SupervisionForm } from "./supervision-form.tsx";
import type { Proposal } from "./supervision-queries.ts";
import { supervisionWords } from "./supervision-words.ts";
import { WatchedCase } from "./watch-case.tsx";

type Proposals = { readonly proposals: readonly Proposal[]; readonly total: number };

/** What the system proposes, most pressing first; several are chosen and issued by one form. */
export function Proposed({ answer }: { answer: Asked<Proposals> }) {
  const say = useWords(supervisionWords);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // what was issued or settled meanwhile is no longer chosen
  const standing = (answer.data?.proposals ?? [])
    .map(({ complaintId }) => complaintId)
    .filter((id) => chosen.has(id));
  return (
    <div className="supervision-proposed">
      <div>
        <p className="watch-quiet">{say.proposedIntro}</p>
        <Answer
          to={answer}
          isEmpty={({ proposals }) => proposals.length === 0}
          empty={say.proposedEmpty}
        >
          {(data) => <Lines {...data} chosen={standing} onChoose={setChosen} />}
        </Answer>
      </div>
      <SupervisionForm chosen={standing} onIssued={() => setChosen(new Set())} />
    </div>
  );
}

function Lines(
  props: Proposals & {
    chosen: readonly string[];
    onChoose: (chosen: ReadonlySet<string>) => void;
  },
) {
  const { proposals, total, chosen, onChoose } = props;
  const say = useWords(supervisionWords);
  const language = useLanguage();
  const list = useRef<HTMLOListElement>(null);
  const ids = proposals.map(({ complaintId }) => complaintId);
  const choose = (id: string, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  const move = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const boxes = [...(list.current?.querySelectorAll("input") ?? [])];
    const at = boxes.indexOf(event.target as HTMLInputElement);
    if (at < 0) return;
    event.preventDefault();
    boxes[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  };
  return (
    <div className="watch-card">
      <div className="watch-line supervision-all" data-print="hide">
        <Toggle
          isOn={chosen.length === ids.length}
          onChange={(isOn) => onChoose(new Set(isOn ? ids.slice(0, MOST_AT_ONCE) : []))}
        >
          {say.chooseAll}
        </Toggle>
        <small>{say.keys}</small>
        {total > proposals.length && (
          <small>
            {say.shown(formatCount(proposals.length, language), formatCount(total, language))}
          </small>
        )}
      </div>
      <ol className="supervision-lines" ref={list} onKeyDown={move}>
        {proposals.map((proposal, index) => (
          <Line
            key={proposal.complaintId}
            of={proposal}
            rank={index + 1}
            isChosen={chosen.includes(proposal.complaintId)}
            isFull={chosen.length >= MOST_AT_ONCE}
            onChoose={(isOn) => choose(proposal.complaintId, isOn)}
          />
        ))}
      </ol>
    </div>
  );
}

/** The server issues no more at once. */
const MOST_AT_ONCE = 100;

function Line(props: {
  of: Proposal;
  rank: number;
  isChosen: boolean;
  isFull: boolean;
  onChoose: (isOn: boolean) => void;
}) {
  const { of, isChosen } = props;
  const say = useWords(supervisionWords);
  const language = useLanguage();
  return (
    <li data-chosen={isChosen || undefined}>
      <input
        type="checkbox"
        data-print="hide"
        aria-label={say.choose(of.complaintNumber)}
        checked={isChosen}
        disabled={!isChosen && props.isFull}
        onChange={({ target }) => props.onChoose(target.checked)}
      />
      <span className="supervision-rank">{formatCount(props.rank, language)}</span>
      <div>
        <WatchedCase of={of} />
      </div>
      <Why of={of} />
    </li>
  );
}

/** Why it is proposed, in words: the gravest first, and by when it was due. */
function Why({ of }: { of: Proposal }) {
  const say = useWords(supervisionWords);
  const ofList = useWords(listWords);
  const language = useLanguage();
  const time = useTime();
  const now = useMinute();
  const { reasons, reopened, dueStep, dueAt } = of;
  // "late" says nothing beside what is graver
  const said = reasons.filter((reason, index) => reason !== "late" || index === 0);
  const left = dueAt ? timeLeft(dueAt, now) : null;
  return (
    <div className="supervision-why">
      {said.map((reason) => (
        <i key={reason} className="watch-tag" data-tone={reason === "late-3" ? "grave" : "warn"}>
          {say.reason(reason, formatCount(reopened, language))}
        </i>
      ))}
      {dueStep && dueAt && left && (
        <small>
          {say.due(ofList.step(dueStep), time(dueAt))}
          {left.isLate && ` · ${ofList.late(formatCount(left.count, language), left.unit)}`}
        </small>
      )}
    </div>
  );
}
