import type { ReactNode } from "react";
import type { District } from "../api/district.ts";
import type { Flavor } from "../map/palette.ts";
import { useView } from "../map/view.ts";
import { IconButton, Select } from "../ui/controls.tsx";
import { DemoBadge } from "../ui/figure.tsx";
import { formatDay, isDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { type Language, nameIn, useLanguage, useWords } from "../ui/language.ts";
import { words } from "./language.ts";

/** Which district, which day, and how the screen speaks and looks. */
export function TopBar(props: {
  districts: readonly District[];
  flavor: Flavor;
  search: ReactNode;
  account: ReactNode;
  onTheme: () => void;
  onLanguage: (language: Language) => void;
  onHelp: () => void;
}) {
  const say = useWords(words);
  const language = useLanguage();
  const { view, change } = useView();
  const { district } = view;
  return (
    <header className="top-bar">
      <p className="brand">
        <Mark />
        <span>{say.product}</span>
      </p>
      {props.districts.length > 1 ? (
        <Select
          label={say.district}
          value={district.districtId}
          options={props.districts.map((each) => ({
            value: each.districtId,
            title: nameIn(language, each),
          }))}
          onChange={(districtId) => change({ districtId }, true)}
        />
      ) : (
        <span className="district-name">{nameIn(language, district)}</span>
      )}
      {district.isDemo && <DemoBadge />}
      <div className="search-place" data-print="hide">
        {props.search}
      </div>
      <label className="day" title={say.dateHint}>
        <Icon name="calendar" size={16} />
        <span aria-hidden="true">{formatDay(view.date, language)}</span>
        <input
          type="date"
          aria-label={say.date}
          value={view.date}
          onClick={(event) => event.currentTarget.showPicker?.()}
          onChange={(event) => {
            const day = event.target.value;
            if (isDay(day)) change({ date: day === district.today ? null : day }, true);
          }}
        />
      </label>
      {view.date !== district.today && (
        <span className="day-today">
          <IconButton
            icon="refresh"
            label={say.backToToday}
            onPress={() => change({ date: null }, true)}
          />
        </span>
      )}
      <IconButton
        icon="language"
        label={say.language}
        onPress={() => props.onLanguage(language === "en" ? "zh-CN" : "en")}
      />
      <IconButton
        icon={props.flavor === "light" ? "moon" : "sun"}
        label={props.flavor === "light" ? say.toDark : say.toLight}
        onPress={props.onTheme}
      />
      <IconButton icon="help" label={say.help} onPress={props.onHelp} tip="left" />
      {props.account}
    </header>
  );
}

/** The product's mark: a street corner swept clean. */
function Mark() {
  return (
    <svg className="mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="5" />
      <path d="M5 16.5c4-1 6.5-3.5 7.5-7.5M9 19c5-1.3 8.7-5 10-10M15.5 5.5h.01" />
    </svg>
  );
}
