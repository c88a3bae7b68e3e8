import { useEffect, useState } from "react";
import { useView } from "../map/view.ts";
import { Button, IconButton } from "../ui/controls.tsx";
import { DayInput } from "../ui/day-input.tsx";
import { addDays, dayOfText } from "../ui/format.ts";
import { useWords } from "../ui/language.ts";
import { useRoundsAsked, useSetRoundLink } from "./round-link.ts";
import { roundWords } from "./round-words.ts";

/** The day whose rounds are shown, in the link once it is another than today. */
export function RoundDay({ shown }: { shown: string }) {
  const say = useWords(roundWords);
  const { today } = useView().view.district;
  const { day } = useRoundsAsked();
  const set = useSetRoundLink();
  const [typed, setTyped] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another day in the link takes the place of what was typed
  useEffect(() => setTyped(null), [day]);
  const go = (to: string) => set({ roundDay: to === today ? undefined : to }, true);
  const now = day ?? (shown || today);
  return (
    <div className="rnd-day">
      <IconButton icon="left" label={say.before} onPress={() => go(addDays(now, -1))} />
      <label htmlFor="rnd-day">
        <span className="visually-hidden">{say.day}</span>
        <DayInput
          id="rnd-day"
          text={typed ?? now}
          onChange={(text) => {
            setTyped(text);
            const read = dayOfText(text);
            if (read && read !== now) go(read);
          }}
        />
      </label>
      <IconButton icon="right" label={say.after} onPress={() => go(addDays(now, 1))} />
      {now !== today && (
        <Button isQuiet onPress={() => go(today)}>
          {say.today}
        </Button>
      )}
    </div>
  );
}
