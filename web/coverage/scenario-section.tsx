import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, IconButton } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatCount, formatNumber } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { numberOf } from "../ui/typed-number.ts";
import { type CoverageQuestion, useQuestion } from "./params.ts";
import type { CoverageAnswer } from "./queries.ts";
import "./scenario.css";
import {
  idsIn,
  isSame,
  linkOf,
  MOST_COMPARED,
  useScenarioLink,
  useSetScenarioLink,
  withId,
} from "./scenario-link.ts";
import {
  removeScenario,
  type Scenario,
  scenariosQuery,
  writeScenario,
} from "./scenario-queries.ts";
import { words } from "./scenario-words.ts";
import type { Tries } from "./tries.ts";

/** What is tried out kept under a name, and those that were kept. */
export function Scenarios({ coverage }: { coverage: CoverageAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const mayWrite = useMay("coverage.edit")?.isWhole === true;
  const { question, tries } = useQuestion();
  const { scenario: openId, compare } = useScenarioLink();
  const answer = useQuery(scenariosQuery(districtId));
  const chosen = idsIn(compare);
  const opened = answer.data?.scenarios.find(({ scenarioId }) => scenarioId === openId) ?? null;
  return (
    <section className="scn-section" data-print="hide">
      <header>
        <h3>{say.title}</h3>
        <Link
          className="button button-quiet"
          to={"/coverage/scenarios" as never}
          // the router's type of search is of every page at once; the link's own is kept
          search={((now: object) => now) as never}
        >
          {chosen.length > 0 ? say.compareMany(formatCount(chosen.length, language)) : say.toPage}
        </Link>
      </header>
      {mayWrite && (
        <Save
          key={openId ?? ""}
          {...{ coverage, question, tries, opened }}
          // before the list is there nobody knows whether one is open
          isReady={answer.data !== undefined}
        />
      )}
      <Answer
        to={answer}
        isEmpty={({ scenarios }) => scenarios.length === 0}
        empty={mayWrite ? say.none : say.noneRead}
      >
        {({ scenarios }) => (
          <ul className="scn-list">
            {scenarios.map((scenario) => (
              <Kept
                key={scenario.scenarioId}
                {...{ scenario, chosen, mayWrite }}
                isOpen={scenario.scenarioId === openId}
                isChanged={!!scenario.question && !isSame(scenario.question, question)}
              />
            ))}
          </ul>
        )}
      </Answer>
    </section>
  );
}

/** Ids of what is tried out that can cost something. */
const triedIn = ({ added, moved, closed }: Tries) => [
  ...added.map(({ id }) => id),
  ...moved.map(({ facilityId }) => facilityId),
  ...closed,
];

function Save(props: {
  coverage: CoverageAnswer;
  question: CoverageQuestion;
  tries: Tries;
  opened: Scenario | null;
  isReady: boolean;
}) {
  const { question, tries, opened, coverage } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const set = useSetScenarioLink();
  const [name, setName] = useState("");
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const ids = triedIn(tries);
  const textOf = (id: string) => typed[id] ?? (opened?.costs[id] ?? "").toString();
  const costs = Object.fromEntries(
    ids.flatMap((id) => {
      const value = numberOf(textOf(id));
      return value === null ? [] : [[id, value]];
    }),
  );
  const isWrong = ids.some((id) => textOf(id) !== "" && numberOf(textOf(id)) === null);
  const write = useMutation({
    mutationFn: (of: Scenario | null) =>
      writeScenario(districtId, {
        of,
        draft: {
          name: of ? name.trim() || of.name : name.trim(),
          ...{ note: of?.note ?? null, question, costs },
        },
      }),
    onSuccess: (saved) => {
      setName("");
      setTyped({});
      set({ scenario: saved.scenarioId });
    },
    onSettled: () => client.invalidateQueries(scenariosQuery(districtId)),
  });
  const isSameAsKept =
    opened?.question && isSame(opened.question, question) && Object.keys(typed).length === 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== "" && !isWrong && !write.isPending) write.mutate(null);
  };
  const site = new Map(coverage.sites.map((each) => [each.id, each]));
  const titleOf = (id: string) => {
    const found = site.get(id);
    if (id.startsWith("new-")) return say.newSite(id.slice(4));
    return found ? nameIn(language, { name: found.name ?? id, nameEn: found.nameEn }) : id;
  };
  return (
    <form className="scn-save" onSubmit={submit}>
      <div className="scn-save-line">
        <input
          className="input"
          aria-label={say.name}
          placeholder={opened ? opened.name : say.nameHint}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button
          type="submit"
          className="button button-main"
          disabled={!props.isReady || name.trim() === "" || isWrong || write.isPending}
        >
          {opened ? say.saveNew : say.save}
        </button>
      </div>
      {opened && !(isSameAsKept && name.trim() === "") && (
        <Button isDisabled={isWrong || write.isPending} onPress={() => write.mutate(opened)}>
          {say.update(opened.name)}
        </Button>
      )}
      {ids.length > 0 && (
        <details className="scn-costs">
          <summary>{say.costs}</summary>
          {ids.map((id) => (
            <label key={id}>
              <span>{titleOf(id)}</span>
              <input
                className="input"
                inputMode="decimal"
                aria-label={say.costOf(titleOf(id))}
                aria-invalid={(textOf(id) !== "" && numberOf(textOf(id)) === null) || undefined}
                value={textOf(id)}
                onChange={(event) => setTyped({ ...typed, [id]: event.target.value })}
              />
            </label>
          ))}
        </details>
      )}
      {write.error && (
        <p className="scn-failed" role="alert">
          {write.error.message}
        </p>
      )}
    </form>
  );
}

function Kept(props: {
  scenario: Scenario;
  chosen: readonly string[];
  isOpen: boolean;
  isChanged: boolean;
  mayWrite: boolean;
}) {
  const { scenario, chosen, isOpen } = props;
  const say = useWords(words);
  const set = useSetScenarioLink();
  const [isAsked, setAsked] = useState(false);
  const { scenarioId, name, question } = scenario;
  const isChosen = chosen.includes(scenarioId);
  const open = () =>
    question &&
    set({ ...linkOf(question), scenario: scenarioId, site: undefined, gap: undefined }, true);
  return (
    <li data-open={isOpen || undefined}>
      <input
        type="checkbox"
        aria-label={say.compare(name)}
        checked={isChosen}
        disabled={!isChosen && chosen.length >= MOST_COMPARED}
        onChange={(event) => set({ compare: withId(chosen, scenarioId, event.target.checked) })}
      />
      <button
        type="button"
        className="scn-open"
        aria-pressed={isOpen}
        disabled={!question}
        onClick={open}
      >
        <strong>{name}</strong>
        {isOpen && props.isChanged && <em>{say.changed}</em>}
        <small>{question ? <Told scenario={scenario} /> : say.notUnderstood}</small>
      </button>
      {props.mayWrite && (
        <IconButton icon="close" label={say.remove} tip="left" onPress={() => setAsked(true)} />
      )}
      {isAsked && <RemoveAsk scenario={scenario} onClose={() => setAsked(false)} />}
    </li>
  );
}

/** What a scenario came to when it was saved, in a line. */
function Told({ scenario: { figures, question } }: { scenario: Scenario }) {
  const say = useWords(words);
  const language = useLanguage();
  const tried = [
    [question?.edits?.added?.length ?? 0, say.added],
    [question?.edits?.moved?.length ?? 0, say.moved],
    [question?.edits?.closed?.length ?? 0, say.closed],
  ] as const;
  const edits = tried.flatMap(([count, told]) =>
    count > 0 ? [told(formatCount(count, language))] : [],
  );
  if (!figures) return [say.noFigures, ...edits].join(" · ");
  const { served, demand } = figures.totals;
  const percent = demand > 0 ? `${formatNumber((100 * served) / demand, language, 1)}%` : "—";
  return [say.share(percent, ""), ...edits].join(" · ");
}

/** Asks before a scenario goes. */
export function RemoveAsk({ scenario, onClose }: { scenario: Scenario; onClose: () => void }) {
  const say = useWords(words);
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const set = useSetScenarioLink();
  const { scenario: openId, compare } = useScenarioLink();
  const remove = useMutation({
    mutationFn: () => removeScenario(districtId, scenario),
    onSuccess: () => {
      const { scenarioId } = scenario;
      set({
        compare: withId(idsIn(compare), scenarioId, false),
        ...(openId === scenarioId ? { scenario: undefined } : {}),
      });
      onClose();
    },
    onSettled: () => client.invalidateQueries(scenariosQuery(districtId)),
  });
  return (
    <Dialog
      title={say.removeTitle(scenario.name)}
      onClose={onClose}
      buttons={
        <>
          <Button isQuiet onPress={onClose}>
            {say.cancel}
          </Button>
          <Button isDisabled={remove.isPending} onPress={() => remove.mutate()}>
            {say.remove}
          </Button>
        </>
      }
    >
      <p>{say.removeNote}</p>
      {remove.error && <p role="alert">{remove.error.message}</p>}
    </Dialog>
  );
}
