import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { standsTold } from "../coverage/basis-words.ts";
import { useCoverageLink } from "../coverage/params.ts";
import { readTries, withNew, writeTries } from "../coverage/tries.ts";
import { useAmounts } from "../coverage/units.ts";
import { Button, Toggle } from "../ui/controls.tsx";
import { formatCount, formatNumber } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Curve } from "./curve.tsx";
import { SitingLegend } from "./legend.tsx";
import { useSetSitingLink, useSitingLink } from "./params.ts";
import type { SitingAnswer, SitingOfKind, SitingRule, SitingSite } from "./queries.ts";
import { FROM_TITLES, NOTE_TITLES, OBSTACLE_TITLES, RULE_TITLES, words } from "./words.ts";

const WAN = 10_000;

/** An answer: how good it is, what it comes to, each site with its reasons, and what could not be used. */
export function SitingFound({ answer }: { answer: SitingAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const { status, gap, curve, kinds, costYuan } = answer;
  const first = kinds[0]!;
  const wan = (yuan: number) => formatNumber(yuan / WAN, language);
  const costUnknown = kinds.reduce((sum, kind) => sum + kind.costUnknown, 0);
  if (status === "infeasible") return <Infeasible answer={answer} />;
  return (
    <section className="sit-found">
      <p className="sit-status" data-status={status}>
        <b>
          {status === "optimal"
            ? say.proven
            : say.feasible(`${formatNumber((gap ?? 0) * 100, language, 2)}%`)}
        </b>
        <small>
          {say.sites(formatCount(first.sites.length, language))} ·{" "}
          {say.elapsed(formatNumber(answer.seconds, language, 2))}
          {answer.isRecounted && ` · ${say.recounted}`}
        </small>
      </p>
      <Totals kind={first} />
      {kinds.map(({ leftOut, asked }) => (
        <LeftOut key={asked.kind} {...leftOut} />
      ))}
      <p className="cov-note">
        {[
          ...(costYuan > 0 ? [say.costSum(wan(costYuan))] : []),
          ...(costUnknown > 0 ? [say.costUnknown(formatCount(costUnknown, language))] : []),
        ].join(" · ")}
      </p>
      {kinds.map((kind) => (
        <Sites key={kind.asked.kind} kind={kind} />
      ))}
      <ToCoverage sites={first.sites} />
      {curve && <Curve curve={curve} chosen={first.sites.length} />}
      {kinds.map((kind) => (
        <Refused key={kind.asked.kind} kind={kind} />
      ))}
      <SitingLegend answer={answer} />
    </section>
  );
}

/** Why nothing does. */
function Infeasible({ answer: { obstacle, kinds, at } }: { answer: SitingAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const amount = (value: number) => formatCount(Math.round(value), language);
  if (!obstacle) return null;
  return (
    <section className="sit-found">
      <p className="sit-status" data-status="infeasible">
        <b>{say.infeasible}</b>
        <small>{titleIn(language, OBSTACLE_TITLES[obstacle.why] ?? { zh: "", en: "" })}</small>
      </p>
      {obstacle.cellCount > 0 && (
        <p>{say.obstacleDemand(amount(obstacle.demand), amount(obstacle.cellCount))}</p>
      )}
      {obstacle.why === "out-of-reach" && <LeaveOut />}
      {obstacle.needed !== null && <p>{say.needed(amount(obstacle.needed))}</p>}
      {kinds.map((kind) => (
        <Refused key={kind.asked.kind} kind={kind} />
      ))}
      <SitingLegend answer={{ obstacle, kinds, at }} />
    </section>
  );
}

/** The way on from whom nothing reaches: those are left out and counted, and the others served. */
function LeaveOut() {
  const say = useWords(words);
  const { leaveOut } = useSitingLink();
  const set = useSetSitingLink();
  return (
    <Toggle
      isOn={leaveOut === "on"}
      onChange={(isOn) => set({ leaveOut: isOn ? "on" : undefined }, true)}
    >
      {say.leaveOut}
    </Toggle>
  );
}

/** Before and after, by the engine of coverage. */
function Totals({ kind: { totals, asked } }: { kind: SitingOfKind }) {
  const say = useWords(words);
  const { amount, percent, meters, unit } = useAmounts(asked.demand);
  const mean = (value: number | null) => (value === null ? "—" : `${meters(value)} m`);
  return (
    <table className="cov-table">
      <thead>
        <tr>
          <td />
          <th scope="col">{say.before}</th>
          <th scope="col">{say.after}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            {say.served} <small>{unit}</small>
          </th>
          {[totals.before, totals.after].map((shares, i) => (
            <td key={i === 0 ? "before" : "after"}>
              {amount(shares.served)} <small>{percent(shares.served, shares.demand)}</small>
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">{say.meanWay}</th>
          <td>{mean(totals.beforeDistances.meanMeters)}</td>
          <td>{mean(totals.afterDistances.meanMeters)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** Whom nothing reaches, where they were left out: they are not forgotten. */
function LeftOut({ demand, cellCount }: Pick<SitingOfKind["leftOut"], "demand" | "cellCount">) {
  const say = useWords(words);
  const language = useLanguage();
  const amount = (value: number) => formatCount(Math.round(value), language);
  if (cellCount === 0) return null;
  return <p className="cov-note">{say.leftOut(amount(demand), amount(cellCount))}</p>;
}

/** Sites that are listed before somebody asks for more. */
const FIRST = 20;

function Sites({ kind }: { kind: SitingOfKind }) {
  const say = useWords(words);
  const language = useLanguage();
  const [shown, setShown] = useState(FIRST);
  const left = kind.sites.length - shown;
  return (
    <>
      <ol className="cov-list">
        {kind.sites.slice(0, shown).map((site, i) => (
          <SiteRow key={site.editId} site={site} rank={i + 1} kind={kind} />
        ))}
      </ol>
      {left > 0 && (
        <Button isQuiet onPress={() => setShown(kind.sites.length)}>
          {say.moreSites(formatCount(left, language))}
        </Button>
      )}
    </>
  );
}

function SiteRow({ site, rank, kind }: { site: SitingSite; rank: number; kind: SitingOfKind }) {
  const say = useWords(words);
  const language = useLanguage();
  const { newSite } = useSitingLink();
  const set = useSetSitingLink();
  const { amount, meters, unit } = useAmounts(kind.asked.demand);
  const { candidate, rules } = site;
  const isChosen = newSite === candidate.id;
  const noted = rules.filter(({ outcome }) => outcome === "noted");
  const named = language === "en" ? (candidate.nameEn ?? candidate.name) : candidate.name;
  const street = language === "en" ? (candidate.streetEn ?? candidate.street) : candidate.street;
  const facts = [
    site.complaintsAYear === null ? null : say.complaintsAYear(amount(site.complaintsAYear)),
    say.noRuleBroken,
    noted.length > 0 ? say.notesCount(formatCount(noted.length, language)) : null,
  ].filter((fact) => fact !== null);
  return (
    <li>
      <button
        type="button"
        className="cov-row"
        aria-pressed={isChosen}
        onClick={() => set({ newSite: isChosen ? undefined : candidate.id }, true)}
      >
        <span className="cov-rank">{rank}</span>
        <strong>{named ?? street ?? say.site(formatCount(rank, language))}</strong>
        <span className="cov-amount">+{amount(site.gain)}</span>
        <small>{[say.gain(amount(site.gain), unit), ...facts].join(" · ")}</small>
      </button>
      {isChosen && (
        <ul className="sit-facts">
          {site.meanMeters !== null && (
            <li>{say.serves(amount(site.serves), meters(site.meanMeters))}</li>
          )}
          <li>{say.alone(amount(site.alone))}</li>
          {candidate.usableAreaSquareMeters !== null && (
            <li>{say.area(meters(candidate.usableAreaSquareMeters))}</li>
          )}
          {candidate.owner !== null && <li>{say.owner(candidate.owner)}</li>}
          {candidate.objection !== null && <li data-warn>{say.objection(candidate.objection)}</li>}
          {noted.map((rule) => (
            <li key={`${rule.code} ${rule.from} ${rule.lensId}`}>
              {ruleTold(rule, say, language)} <Clause kind={kind} lensId={rule.lensId} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Clause({ kind, lensId }: { kind: SitingOfKind; lensId: string | null }) {
  const lens = kind.lenses.find((each) => each.lensId === lensId);
  const language = useLanguage();
  return lens ? <small>{standsTold(lens.basis, language)}</small> : null;
}

/** A rule in one line: what was asked, what is there. */
function ruleTold(
  rule: SitingRule,
  say: {
    nearer: (meters: string, from: string, least: string) => string;
    smaller: (area: string, least: string) => string;
  },
  language: ReturnType<typeof useLanguage>,
): string {
  const from = rule.from
    ? titleIn(language, FROM_TITLES[rule.from] ?? { zh: rule.from, en: rule.from })
    : "";
  const number = (value: number) => formatNumber(value, language, 0);
  if (rule.outcome === "refused" && rule.leastMeters !== null && rule.meters !== null)
    return say.nearer(number(rule.meters), from, number(rule.leastMeters));
  if (rule.outcome === "refused" && rule.leastSquareMeters !== null && rule.squareMeters !== null)
    return say.smaller(number(rule.squareMeters), number(rule.leastSquareMeters));
  const title = titleIn(language, RULE_TITLES[rule.code] ?? { zh: rule.code, en: rule.code });
  const note = rule.note && titleIn(language, NOTE_TITLES[rule.note] ?? { zh: "", en: "" });
  // what is only told says itself what it is about
  return [from || (note ? "" : title), note].filter(Boolean).join(language === "en" ? ": " : "：");
}

/** Candidates that cannot be used, by reason, each with what is there. */
function Refused({ kind }: { kind: SitingOfKind }) {
  const say = useWords(words);
  const language = useLanguage();
  const { refused, candidates } = kind;
  if (candidates.refused === 0) return null;
  const count = (value: number) => formatCount(value, language);
  const byRule = new Map<string, typeof refused>();
  for (const one of refused) {
    const code = one.rules[0]?.code ?? "street";
    byRule.set(code, [...(byRule.get(code) ?? []), one]);
  }
  return (
    <details className="cov-compliance">
      <summary>
        <b>{say.refused(count(candidates.refused), count(candidates.offered))}</b>
      </summary>
      {[...byRule].map(([code, list]) => (
        <div key={code} className="sit-refused">
          <b>
            {titleIn(language, RULE_TITLES[code] ?? { zh: code, en: code })} {count(list.length)}
          </b>
          <ul>
            {list.slice(0, MOST_SHOWN).map(({ candidate, rules }) => (
              <li key={candidate.id}>
                <span>{candidate.name ?? candidate.street ?? say.unnamed}</span>
                <small>
                  {rules[0] && ruleTold(rules[0], say, language)}{" "}
                  <Clause kind={kind} lensId={rules[0]?.lensId ?? null} />
                </small>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}
const MOST_SHOWN = 20;

/** The sites as a trial of coverage, where they can be dragged, saved and compared. */
function ToCoverage({ sites }: { sites: readonly SitingSite[] }) {
  const say = useWords(words);
  const { tries, ...linked } = useCoverageLink();
  let tried = readTries(tries);
  for (const { candidate } of sites)
    tried = withNew(tried, [candidate.position[0]!, candidate.position[1]!]).tries;
  if (sites.length === 0) return null;
  return (
    <p>
      <Link
        className="button"
        to={"/coverage" as never}
        search={
          ((now: object) => ({
            ...now,
            ...linked,
            tries: writeTries(tried),
            run: undefined,
          })) as never
        }
      >
        {say.toCoverage}
      </Link>
    </p>
  );
}
