import { IconButton } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { Choices } from "./queries.ts";
import { recordWords } from "./record-words.ts";
import { useTold } from "./told.ts";

/** At how many places an item was found; those at none are left out. */
export type Places = Readonly<Record<string, number>>;

const MOST_PLACES = 99;

/** One place more or fewer of an item. */
export function withPlaces(places: Places, itemId: string, step: 1 | -1): Places {
  const { [itemId]: before = 0, ...others } = places;
  const count = Math.min(MOST_PLACES, before + step);
  return count <= 0 ? others : { ...others, [itemId]: count };
}

/** Points off, as the server will count them. */
export function deductedOf({ items, deductionsCap }: Choices, places: Places): number {
  const sum = items.reduce((all, { itemId, points }) => all + points * (places[itemId] ?? 0), 0);
  return Math.min(deductionsCap, sum);
}

/** Every item with what a place costs: one press is one place. */
export function FoundField(props: {
  choices: Choices;
  places: Places;
  onChange: (places: Places) => void;
}) {
  const { choices, places, onChange } = props;
  const say = useWords(recordWords);
  const language = useLanguage();
  const { count, points } = useTold();
  return (
    <fieldset className="rec-found">
      <legend>{say.found}</legend>
      <ul>
        {choices.items.map((item) => {
          const found = places[item.itemId] ?? 0;
          const title = titleIn(language, item.title);
          return (
            <li key={item.itemId} data-on={found > 0 || undefined}>
              <button
                type="button"
                className="rec-item"
                aria-label={say.more(title)}
                onClick={() => onChange(withPlaces(places, item.itemId, 1))}
              >
                <span>{title}</span>
                <small>{say.points(points(item.points))}</small>
              </button>
              <IconButton
                icon="minus"
                label={say.fewer(title)}
                tip="left"
                isDisabled={found === 0}
                onPress={() => onChange(withPlaces(places, item.itemId, -1))}
              />
              <output>{count(found)}</output>
              <IconButton
                icon="plus"
                label={say.more(title)}
                tip="left"
                onPress={() => onChange(withPlaces(places, item.itemId, 1))}
              />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

/** What it comes to so far; it stays in sight beside the button. */
export function FoundTotal({ choices, places }: { choices: Choices; places: Places }) {
  const say = useWords(recordWords);
  const { points } = useTold();
  const deducted = deductedOf(choices, places);
  return (
    <p role="status">
      {deducted === 0 ? say.clean : say.total(points(deducted), points(100 - deducted))}
      {deducted === choices.deductionsCap && ` · ${say.capped(points(deducted))}`}
    </p>
  );
}
