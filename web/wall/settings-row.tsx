import { useLanguage } from "../ui/language.ts";
import { useValue, type ValueProps } from "./settings-value.tsx";

/** One value: what it is called in both languages, what it does, what it is here, and what the preset is. */
export function SettingRow(props: ValueProps) {
  const language = useLanguage();
  const { id, said, tag, field, note, reset, isChanged } = useValue(props);
  const [mine, other] = language === "en" ? (["en", "zh"] as const) : (["zh", "en"] as const);
  return (
    <li className="set-page-row" data-changed={isChanged || undefined}>
      <div>
        <p className="set-page-title">
          <label htmlFor={id}>{said.title[mine]}</label>
          <small lang={other === "zh" ? "zh-CN" : "en"}>{said.title[other]}</small>
          {tag}
        </p>
        <p className="set-page-does">{said.does[mine]}</p>
      </div>
      <div className="set-page-value">
        {field}
        {note}
      </div>
      {props.mayEdit && <span className="set-page-act">{reset}</span>}
    </li>
  );
}
