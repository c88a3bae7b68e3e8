import { Select } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { type Title, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type HotParam, useSetHotLink } from "./params.ts";
import { repeatWords } from "./repeat-words.ts";
import { SettingsLink } from "./settings-link.tsx";

/** What can be set, with usual values; what a link says besides is offered too. */
const CHOICES = {
  repeatMeters: [20, 50, 100, 200],
  repeatDays: [7, 14, 28, 56],
  repeatReturn: [7, 14, 28],
  repeatFewest: [2, 3, 5, 10],
} as const satisfies { readonly [K in HotParam]?: readonly number[] };
type Choice = keyof typeof CHOICES;

/** What is the same place and the same matter: folded, with the definition that follows from it. */
export function RepeatParameters(props: {
  definition: Title;
  /** As the answer says they were. */
  asked: { readonly [K in Choice]?: number };
}) {
  const say = useWords(repeatWords);
  const language = useLanguage();
  const set = useSetHotLink();
  const shown = (Object.keys(CHOICES) as Choice[]).flatMap((param) => {
    const value = props.asked[param];
    return value === undefined ? [] : [{ param, value }];
  });
  return (
    <details className="hot-more">
      <summary>
        <Icon name="down" size={12} />
        {say.definition}
      </summary>
      <div className="hot-filters">
        {shown.map(({ param, value }) => (
          <div className="hot-filter-line" key={param}>
            <span>{say.parameter(param)}</span>
            <Select
              label={say.parameter(param)}
              isBoxed
              value={String(value)}
              options={[...new Set([...CHOICES[param], value])]
                .sort((a, b) => a - b)
                .map((each) => ({ value: String(each), title: say.choice(param, String(each)) }))}
              onChange={(text) => set({ [param]: text, repeatPlace: undefined }, true)}
            />
          </div>
        ))}
        <p className="hot-definition">
          <small>{titleIn(language, props.definition)}</small>
        </p>
        <SettingsLink />
      </div>
    </details>
  );
}
