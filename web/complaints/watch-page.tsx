import { useInfiniteQuery } from "@tanstack/react-query";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, IconButton, Segmented } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { useTime } from "./case-time.ts";
import { listWords } from "./list-words.ts";
import { WatchedCase } from "./watch-case.tsx";
import { WatchLinks } from "./watch-links.tsx";
import { type Reminder, remindersQuery, useSeeReminders } from "./watch-queries.ts";
import { watchWords } from "./watch-words.ts";
import "./watch.css";

const LINKED = ["tab"] as const;

/** 知会、预警、催办: what went out by itself, for whoever it is for. */
export function RemindersPage() {
  const say = useWords(watchWords);
  const { districtId } = useView().view.district;
  const set = useSetLink<"tab">();
  const scope = useLink(LINKED).tab === "all" ? "all" : "mine";
  const mayLead = useMay("complaints.lead");
  const pages = useInfiniteQuery(remindersQuery(districtId, scope));
  const see = useSeeReminders(districtId);
  const first = pages.data?.pages[0];
  return (
    <div className="watch-page">
      <WatchLinks at="reminders" />
      <p className="watch-quiet">{say.intro}</p>
      <div className="watch-line" data-print="hide">
        {/* for everybody else both are the same */}
        {mayLead && (
          <Segmented
            label={say.scope}
            value={scope}
            options={[
              { value: "mine", title: say.mine },
              { value: "all", title: say.all },
            ]}
            onChange={(value) => set({ tab: value === "all" ? value : undefined }, true)}
          />
        )}
        {first && (
          <SeeAll see={see} unread={first.unread} highest={first.reminders[0]?.number ?? 0} />
        )}
      </div>
      <Answer
        to={{ ...pages, data: first }}
        isEmpty={({ reminders }) => reminders.length === 0}
        empty={say.empty}
      >
        {() => (
          <>
            <ul className="watch-card watch-inbox" aria-label={say.list_}>
              {pages.data?.pages
                .flatMap(({ reminders }) => reminders)
                .map((reminder) => (
                  <Line
                    key={reminder.number}
                    reminder={reminder}
                    isSeeing={see.isPending}
                    onSeen={see.mutate}
                  />
                ))}
            </ul>
            {pages.hasNextPage && (
              <p className="watch-more" data-print="hide">
                <Button
                  isDisabled={pages.isFetchingNextPage}
                  onPress={() => void pages.fetchNextPage()}
                >
                  {say.more}
                </Button>
              </p>
            )}
          </>
        )}
      </Answer>
    </div>
  );
}

function SeeAll(props: {
  see: ReturnType<typeof useSeeReminders>;
  unread: number;
  highest: number;
}) {
  const { see, unread, highest } = props;
  const say = useWords(watchWords);
  const language = useLanguage();
  return (
    <>
      <span role="status" className="watch-count">
        {unread === 0 ? say.allSeen : say.unread(formatCount(unread, language))}
      </span>
      {unread > 0 && (
        <Button icon="check" isDisabled={see.isPending} onPress={() => see.mutate(highest)}>
          {say.seeAll}
        </Button>
      )}
      {see.error && <p role="alert">{see.error.message}</p>}
    </>
  );
}

function Line(props: { reminder: Reminder; isSeeing: boolean; onSeen: (number: number) => void }) {
  const { reminder, isSeeing, onSeen } = props;
  const say = useWords(watchWords);
  const ofList = useWords(listWords);
  const time = useTime();
  const { level, dueStep, dueAt, isStanding, isUnread } = reminder;
  return (
    <li data-unread={isUnread || undefined} data-over={!isStanding || undefined}>
      <i className="watch-tag" data-level={level}>
        {say.level(level)}
      </i>
      <div>
        <WatchedCase of={reminder} />
        <p>
          {dueStep && dueAt ? say.due(ofList.step(dueStep), time(dueAt)) : say.told}
          {!isStanding && <small> · {say.over}</small>}
        </p>
      </div>
      <div className="watch-when">
        <time dateTime={reminder.at}>
          {time(reminder.at)}
          {isUnread && <span className="visually-hidden">{say.isUnread}</span>}
        </time>
        {isUnread && (
          <IconButton
            icon="check"
            label={say.seeTo}
            tip="left"
            isDisabled={isSeeing}
            onPress={() => onSeen(reminder.number)}
          />
        )}
      </div>
    </li>
  );
}
