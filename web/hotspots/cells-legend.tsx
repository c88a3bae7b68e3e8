import { useFlavor } from "../map/flavor.ts";
import { palettes } from "../map/palette.ts";
import { useWords } from "../ui/language.ts";
import { words } from "./words.ts";

/** What the colours of cells mean. */
export function CellsLegend() {
  const say = useWords(words);
  const colors = palettes[useFlavor()];
  const signs = [
    { title: say.hotWeak, color: colors.hot[0]! },
    { title: say.hotMiddle, color: colors.hot[1]! },
    { title: say.hotStrong, color: colors.hot[2]! },
    { title: say.cold, color: colors.cold[1]! },
    { title: say.byChance, color: colors.byChance },
  ];
  return (
    <ul className="hot-legend" aria-label={say.legend}>
      {signs.map(({ title, color }) => (
        <li key={title}>
          <i style={{ background: color }} />
          {title}
        </li>
      ))}
    </ul>
  );
}
