import { useState } from "react";
import { Button, Select, Toggle } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { candidatesOf, type FileFault } from "./candidates-file.ts";
import { setDrawn, useDrawn } from "./drawn.ts";
import { GOALS, useSetSitingLink, useSitingLink } from "./params.ts";
import { METHOD_TITLES, words } from "./words.ts";

/** What is wanted, and where it may stand. */
export function Conditions() {
  const say = useWords(words);
  const language = useLanguage();
  const linked = useSitingLink();
  const set = useSetSitingLink();
  const goal = GOALS.find((each) => each === linked.goal) ?? "mclp";
  const sources = (linked.sources ?? "corners").split(",").filter((each) => each !== "");
  const toggle = (source: string, isOn: boolean) => {
    const next = isOn ? [...sources, source] : sources.filter((each) => each !== source);
    set({ sources: next.join(",") === "corners" ? undefined : next.join(",") || "none" }, true);
  };
  return (
    <section className="sit-conditions">
      <Select
        label={say.method}
        isBoxed
        value={goal}
        options={GOALS.map((each) => ({
          value: each,
          title: titleIn(language, METHOD_TITLES[each]),
        }))}
        onChange={(next) => set({ goal: next === "mclp" ? undefined : next }, true)}
      />
      <div className="sit-row">
        {goal !== "lscp" && (
          <Figure label={say.count} name="newSites" fallback="3" least={1} most={100} />
        )}
        {goal === "mclp" && <Figure label={say.budget} name="budget" least={0} most={1e8} />}
      </div>
      <div className="sit-row">
        <Toggle isOn={sources.includes("corners")} onChange={(isOn) => toggle("corners", isOn)}>
          {say.corners}
        </Toggle>
        <Toggle isOn={sources.includes("plots")} onChange={(isOn) => toggle("plots", isOn)}>
          {say.plots}
        </Toggle>
      </div>
      <More />
    </section>
  );
}

type FigureName = "newSites" | "budget" | "cost" | "leastArea" | "apart" | "limit";

/** A number of the link, kept when it makes sense. */
function Figure(props: {
  label: string;
  name: FigureName;
  least: number;
  most: number;
  fallback?: string;
}) {
  const { label, name, least, most, fallback = "" } = props;
  const linked = useSitingLink();
  const set = useSetSitingLink();
  const [text, setText] = useState(linked[name] ?? fallback);
  const keep = () => {
    const value = Number(text);
    if (text.trim() === "") set({ [name]: undefined });
    else if (value >= least && value <= most) set({ [name]: String(value) });
    else setText(linked[name] ?? fallback);
  };
  return (
    <label className="sit-figure">
      {label}
      <input
        className="input"
        type="number"
        min={least}
        max={most}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === "Enter" && keep()}
      />
    </label>
  );
}

/** What most questions go without, folded. */
function More() {
  const say = useWords(words);
  const language = useLanguage();
  const linked = useSitingLink();
  const set = useSetSitingLink();
  const { areas, exclude, given, drawing } = useDrawn();
  const count = (value: number) => formatCount(value, language);
  const set_ = [
    linked.cost,
    linked.leastArea,
    linked.apart,
    linked.limit,
    linked.leaveOut,
    linked.together,
    ...(areas.length > 0 ? ["areas"] : []),
    ...(exclude.length > 0 ? ["exclude"] : []),
    ...(given.length > 0 ? ["given"] : []),
  ].filter((value) => value !== undefined).length;
  return (
    <details className="cov-options">
      <summary>
        <Icon name="down" size={12} />
        {set_ > 0 ? say.moreSet(count(set_)) : say.more}
      </summary>
      <div className="cov-option-grid">
        <div className="sit-row">
          <Figure label={say.cost} name="cost" least={0} most={1e8} />
          <Figure label={say.minArea} name="leastArea" least={1} most={1e6} />
        </div>
        <div className="sit-row">
          <Figure label={say.apart} name="apart" least={1} most={50_000} />
          <Figure label={say.seconds} name="limit" fallback="20" least={1} most={120} />
        </div>
        <div>
          {say.together}
          <Select
            label={say.together}
            isBoxed
            value={linked.together ?? ""}
            options={[
              { value: "", title: say.none },
              { value: "bins", title: say.togetherBins },
              { value: "station", title: say.togetherStation },
            ]}
            onChange={(together) => set({ together: together || undefined }, true)}
          />
        </div>
        <Toggle
          isOn={linked.leaveOut === "on"}
          onChange={(isOn) => set({ leaveOut: isOn ? "on" : undefined }, true)}
        >
          {say.leaveOut}
        </Toggle>
        {(["areas", "exclude"] as const).map((what) => {
          const rings = what === "areas" ? areas : exclude;
          return (
            <div className="sit-drawn" key={what}>
              <Button
                icon="polygon"
                isPressed={drawing === what}
                onPress={() => setDrawn({ drawing: drawing === what ? null : what })}
              >
                {what === "areas" ? say.drawArea : say.drawExclude}
              </Button>
              {rings.length > 0 && (
                <>
                  <small>
                    {what === "areas"
                      ? say.areas(count(rings.length))
                      : say.excludes(count(rings.length))}
                  </small>
                  <Button isQuiet onPress={() => setDrawn({ [what]: rings.slice(0, -1) })}>
                    {say.drop}
                  </Button>
                </>
              )}
            </div>
          );
        })}
        <CandidateFile />
      </div>
    </details>
  );
}

/** Candidates of a file; one bad row, and none is taken. */
function CandidateFile() {
  const say = useWords(words);
  const language = useLanguage();
  const { given } = useDrawn();
  const [fault, setFault] = useState<FileFault | null>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = candidatesOf(await file.text());
    setFault("fault" in read ? read.fault : null);
    if ("candidates" in read) setDrawn({ given: read.candidates });
  };
  return (
    <div className="sit-file">
      <label>
        {say.file}
        <input
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => void take(event.target.files?.[0])}
        />
      </label>
      <small>{say.fileHint}</small>
      {fault && (
        <p className="answer-why" role="alert">
          {say.fileWrong(formatCount(fault.row, language), fault.field, fault.remedy)}
        </p>
      )}
      {given.length > 0 && (
        <p className="cov-note">
          {say.fileRead(formatCount(given.length, language))}{" "}
          <Button isQuiet onPress={() => setDrawn({ given: [] })}>
            {say.drop}
          </Button>
        </p>
      )}
    </div>
  );
}
