import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { titleOf } from "./case-life.ts";
import type { CaseRecord, Life } from "./case-queries.ts";
import { words } from "./case-words.ts";

type Mark = CaseRecord["marks"][number];

/** 有记录、有人出现场、有处理结果、有反馈: each met or missing, in words and sign. */
export function CaseMarks({ record, life }: { record: CaseRecord; life: Life }) {
  const say = useWords(words);
  const language = useLanguage();
  const said = ({ how, isNeeded, isWaiverAsked }: Mark) => {
    if (how === "missing")
      return isWaiverAsked ? say.markAsked : isNeeded ? say.markMissing : say.markNotNeeded;
    if (how === "attempts") return say.markAttempts(record.feedbackAttempts);
    return how === "waived"
      ? say.markWaived
      : how === "no-contact"
        ? say.markNoContact
        : say.markDone;
  };
  return (
    <ul className="case-marks" aria-label={say.marks}>
      {record.marks.map((mark) => (
        <li
          key={mark.mark}
          data-how={mark.how === "missing" ? (mark.isNeeded ? "missing" : "free") : "met"}
        >
          <span className="case-mark-sign">
            {mark.how !== "missing" && <Icon name="check" size={16} />}
          </span>
          <b>{titleOf(language, life.marks, mark.mark)}</b>
          <small>{said(mark)}</small>
        </li>
      ))}
    </ul>
  );
}
