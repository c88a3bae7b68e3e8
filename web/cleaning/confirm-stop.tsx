import { useWords } from "../ui/language.ts";
import { ConfirmItem, type ShownItem } from "./confirm-section.tsx";
import { confirmWords } from "./confirm-words.ts";
import type { RoundStop } from "./round-queries.ts";
import { useStopKind, useStopName } from "./round-stops.tsx";
import { StopSign } from "./stop-sign.tsx";
import { useMoments } from "./times.ts";

/** A stop of a round, as wide as the telephone: what is known of it, and whether it is an exception. */
export function ConfirmStop({ stop, ...shown }: { stop: RoundStop } & ShownItem) {
  const say = useWords(confirmWords);
  const moments = useMoments();
  const nameOf = useStopName();
  const kindOf = useStopKind();
  const { evidence, emptiedAt, plate, words } = stop;
  const isProved = evidence.includes("positions");
  const facts = [
    kindOf(stop),
    !stop.mayEnter && say.notMine,
    isProved && emptiedAt && say.stoodBy(moments.clock(emptiedAt), plate ?? ""),
    !isProved && evidence.length > 0 && say.saidDone,
    words !== null && say.couldNot(words),
  ].filter(Boolean);
  return (
    <ConfirmItem
      sign={<StopSign state={stop.state} size={20} />}
      name={nameOf(stop)}
      facts={facts.join(" · ")}
      {...shown}
    />
  );
}
