import { Icon } from "../ui/icon.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { Choice } from "./confirm-choices.ts";
import { mayConfirm, type PassStanding } from "./confirm-pass.ts";
import { confirmWords } from "./confirm-words.ts";
import type { Today } from "./queries.ts";
import { useMoments } from "./times.ts";
import { WORK_TITLES } from "./titles.ts";
import { useTold } from "./told.ts";

/** One team or route, with what is done of its day. */
export function ChoiceButton({ choice, onPress }: { choice: Choice; onPress: () => void }) {
  const say = useWords(confirmWords);
  const language = useLanguage();
  const { km, count } = useTold();
  const { title, key, streets, stops } = choice;
  const facts = [
    streets && say.teamFacts(km(streets.done), km(streets.all)),
    streets && streets.open > 0 && say.openFacts(km(streets.open)),
    stops && say.stopFacts(count(stops.done), count(stops.all)),
    stops && stops.open > 0 && say.openStops(count(stops.open)),
  ];
  return (
    <button type="button" className="confirm-choice" onClick={onPress}>
      <strong>{(language === "en" ? title.en : title.zh) ?? key}</strong>
      <small>{facts.filter(Boolean).join(" · ")}</small>
      <Icon name="right" size={16} />
    </button>
  );
}

/** Which route one confirms. */
export function ConfirmTitle({ today }: { today: Today }) {
  const language = useLanguage();
  return (
    <h2>
      {nameIn(language, today)}{" "}
      <small>
        {today.code} · {titleIn(language, WORK_TITLES[today.work])}
      </small>
    </h2>
  );
}

/** The passes of a route, where there are several. */
export function PassChoices<
  Pass extends { readonly passId: string; readonly fromAt: string; readonly toAt: string },
>(props: {
  passes: readonly Pass[];
  /** The day that needs no saying. */
  day: string;
  chosen: Pass | null;
  tell: (pass: Pass) => string;
  onChoose: (passId: string) => void;
}) {
  const say = useWords(confirmWords);
  const moments = useMoments();
  if (props.passes.length < 2) return null;
  return (
    <fieldset className="confirm-passes" aria-label={say.passes}>
      {props.passes.map((pass) => (
        <button
          key={pass.passId}
          type="button"
          aria-pressed={pass === props.chosen}
          onClick={() => props.onChoose(pass.passId)}
        >
          <b>{moments.span(pass.fromAt, pass.toAt, props.day)}</b>
          <small>{props.tell(pass)}</small>
        </button>
      ))}
    </fieldset>
  );
}

/** How a pass stands, in a few words. */
export function useStandingTold() {
  const say = useWords(confirmWords);
  const { percent } = useTold();
  return ({ is, done, all }: PassStanding) => {
    const part = done > 0 && is !== "done" ? ` · ${say.passDonePart(percent(done, all))}` : "";
    return {
      done: say.passDone,
      open: say.passOpen + part,
      over: say.passOver + part,
      upcoming: say.passUpcoming,
      suspended: say.passSuspended,
    }[is];
  };
}

/** Why there is nothing to confirm of a pass; null where there is. */
export function useNothingToConfirm() {
  const say = useWords(confirmWords);
  const moments = useMoments();
  return (
    standing: PassStanding,
    pass: { readonly fromAt: string; readonly suspension: { readonly reason: string } | null },
  ) => {
    const { is, isElsewhere } = standing;
    if (mayConfirm(standing)) return null;
    if (is === "done") return say.allDone;
    if (isElsewhere) return say.elsewhere;
    if (is === "suspended") return `${say.passSuspended} ${pass.suspension?.reason ?? ""}`;
    return say.notYet(moments.clock(pass.fromAt));
  };
}
