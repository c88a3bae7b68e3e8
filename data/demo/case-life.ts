import type { ComplaintImportance, ComplaintKind } from "../complaint-life.ts";
import {
  afterMinutes,
  type Hours,
  IN_THE_OFFICE,
  ON_THE_STREET,
  ON_THE_TELEPHONE,
  ROUND_THE_CLOCK,
} from "./case-hours.ts";
import { type DemoUnit, demoUnit } from "./case-units.ts";
import { doneOf, REASONS } from "./case-words.ts";
import type { Random } from "./random.ts";
import type { DemoEvent } from "./records.ts";

/** What a life depends on, besides its stream. */
export type LifeFacts = {
  readonly kind: ComplaintKind;
  readonly importance: ComplaintImportance;
  readonly number: string;
  readonly channel: string;
  readonly category: string | null;
  /** The unit that the rules give it to. */
  readonly unit: DemoUnit;
  readonly receivedAt: Date;
  readonly hasContact: boolean;
  readonly isConfidential: boolean;
};

/** Offices, not people: nobody is named. */
export const DUTY = "值班室（演示）";
export const PETITIONS = "信访办（演示）";
export const LEADER = "分管领导（演示）";
const actorOf = (unit: DemoUnit) => `${unit.name}（演示）`;

const DAY_MINUTES = 1440;
/** Working minutes of an office in a day. */
const OFFICE_DAY = IN_THE_OFFICE.to - IN_THE_OFFICE.from;

type Data = DemoEvent["data"];

/** Writes a life down, in order of time. */
class Story {
  readonly facts: LifeFacts;
  readonly random: Random;
  readonly events: DemoEvent[] = [];
  unit: DemoUnit;
  #at: number;

  constructor(facts: LifeFacts, random: Random) {
    this.facts = facts;
    this.random = random;
    this.unit = facts.unit;
    this.#at = facts.receivedAt.getTime();
  }

  /** Lets time pass: this long in somebody's hours. */
  wait(least: number, most: number, hours: Hours) {
    // the smaller of two draws: most things take little, a few take long
    const share = Math.min(this.random.next(), this.random.next());
    this.#at = afterMinutes(this.#at, least + (most - least) * share, hours);
    return this;
  }

  say(actor: string, action: string, data: Data = {}) {
    this.events.push({ action, at: new Date(this.#at), actor, unitId: null, data });
    return this;
  }

  /** What the unit does. */
  act(action: string, data: Data = {}) {
    const { unitId } = this.unit;
    this.events.push({ action, at: new Date(this.#at), actor: actorOf(this.unit), unitId, data });
    return this;
  }

  register() {
    const { number, channel, category, importance, kind, hasContact } = this.facts;
    const data = { number, channel, category, importance, kind, hasReporter: hasContact };
    return this.say(channelActor(kind), "register", data);
  }
}

const channelActor = (kind: ComplaintKind) => (kind === "direct" ? DUTY : PETITIONS);

/**
 * All that will have happened to a complaint, from its registration to its end, also what is still to come: whoever
 * writes it down cuts it at the present.
 *
 * The same facts and the same stream give the same life, so it can be gone on with at any time. Every step is one that
 * the table of lives allows there.
 *
 * @param into  The complaint it says again: then it is merged at once.
 */
export function lifeOf(facts: LifeFacts, random: Random, into: string | null = null): DemoEvent[] {
  const story = new Story(facts, random).register();
  if (into !== null) return story.say(channelActor(facts.kind), "merge", { into }).events;
  if (facts.kind === "direct") directLife(story);
  else if (facts.kind === "petition") petitionLife(story);
  else proposalLife(story);
  return story.events;
}

function directLife(story: Story) {
  const { random, facts } = story;
  assign(story, true);
  const fate = random.next();
  if (fate < 0.018) {
    story.wait(4, 60, ROUND_THE_CLOCK);
    return story.say(DUTY, "refuse", { reason: random.pick(REASONS.refuse) });
  }
  if (fate < 0.042) {
    story.wait(4, 90, ROUND_THE_CLOCK);
    const to = random.pick(REASONS.transferTo);
    return story.say(DUTY, "transfer", { to, reason: random.pick(REASONS.transfer) });
  }
  if (fate < 0.075) {
    story.wait(5, 120, ON_THE_STREET).act("return", { reason: random.pick(REASONS.back) });
    story.unit = demoUnit(story.unit.unitId === "sweeping" ? "appearance" : "sweeping");
    story.wait(20, 2000, ROUND_THE_CLOCK);
    assign(story, false);
  }
  work(story);
  if (random.chance(0.022)) {
    story.wait(DAY_MINUTES, 8 * DAY_MINUTES, ROUND_THE_CLOCK);
    story.say(DUTY, "reopen", { reason: random.pick(REASONS.reopen) });
    story.wait(2, 30, ROUND_THE_CLOCK);
    assign(story, false);
    work(story);
  }
  return facts;
}

const assign = (story: Story, isByRule: boolean) =>
  story.say(DUTY, "assign", {
    unitId: story.unit.unitId,
    ...(isByRule ? { isByRule } : {}),
  });

/** From acceptance to settlement, as many times as it takes. */
function work(story: Story, isAgain = false) {
  const { random, unit, facts } = story;
  const haste = facts.importance === "urgent" ? 0.2 : facts.importance === "important" ? 0.6 : 1;
  const pace = unit.pace * haste;
  story.wait(3, 75 * pace, ON_THE_STREET).act("accept");
  if (!isAgain && haste === 1 && random.chance(unit.late)) leftLying(story);
  else if (random.chance(0.025)) extended(story);
  if (!isAgain && random.chance(0.02)) waived(story);
  else story.wait(8, 90 * pace, ON_THE_STREET).act("arrive");
  const isLong = facts.category === "facility-damaged" || facts.category === "accumulated-waste";
  story.wait(5, (isLong ? 1400 : 120) * pace, ON_THE_STREET);
  story.act("report", { words: doneOf(facts.category, random) });
  const isResolved = callBack(story, DUTY, isAgain);
  if (!isResolved && !isAgain && random.chance(0.5)) {
    story.wait(10, 300, ON_THE_TELEPHONE);
    story.say(DUTY, "rework", { reason: random.pick(REASONS.rework) });
    work(story, true);
    return;
  }
  story.wait(20, 2400, ON_THE_TELEPHONE).say(DUTY, "settle");
}

/** A unit does nothing for days, and of some the petition office asks why. Reminders go out by themselves. */
function leftLying(story: Story) {
  const { random } = story;
  story.wait(3 * DAY_MINUTES, 40 * DAY_MINUTES, ROUND_THE_CLOCK);
  if (!random.chance(0.45)) return;
  story.wait(0, 60, IN_THE_OFFICE);
  const at = story.events.at(-1)!.at.getTime();
  const term = new Date(at + 8 * 3_600_000 + 24 * 86_400_000).toISOString().slice(0, 10);
  story.say(PETITIONS, "supervise", { term, words: random.pick(REASONS.supervise) });
  story.wait(60, 4 * OFFICE_DAY, IN_THE_OFFICE);
  story.act("answer-supervision", { words: random.pick(REASONS.answer) });
}

function extended(story: Story) {
  const { random } = story;
  const days = random.whole(2, 7);
  story.wait(30, 300, ON_THE_STREET);
  story.act("ask-extension", { days, reason: random.pick(REASONS.extend) });
  story.wait(30, OFFICE_DAY, IN_THE_OFFICE);
  if (random.chance(0.2)) story.say(LEADER, "refuse-extension", { reason: "请当日办结。" });
  else {
    story.say(LEADER, "grant-extension", { days });
    story.wait(DAY_MINUTES, days * DAY_MINUTES, ROUND_THE_CLOCK);
  }
}

/** Nobody needs to go there: the unit says why, and a second person agrees. */
function waived(story: Story) {
  const { random } = story;
  story.wait(5, 60, ON_THE_STREET);
  story.act("ask-waiver", { mark: "on-site", reason: random.pick(REASONS.waive) });
  story.wait(10, 240, IN_THE_OFFICE).say(PETITIONS, "grant-waiver", { mark: "on-site" });
}

/** @returns whether whoever complained finds it resolved, or was not asked. */
function callBack(story: Story, actor: string, isAgain: boolean): boolean {
  const { random, unit, facts } = story;
  const hours = facts.kind === "direct" ? ON_THE_TELEPHONE : IN_THE_OFFICE;
  const isOnPlatform = facts.channel === "platform" || facts.channel === "hotline12345";
  story.wait(15, 1100, hours);
  if (!facts.hasContact && !isOnPlatform && facts.channel !== "app") {
    story.say(actor, "feedback", { way: "telephone", outcome: "no-contact" });
    return true;
  }
  const way = isOnPlatform
    ? "platform"
    : facts.channel === "app"
      ? "message"
      : facts.channel === "letter"
        ? "letter"
        : "telephone";
  const unreachable = way === "telephone" && random.chance(0.16) ? random.whole(1, 3) : 0;
  for (let tries = 0; tries < unreachable; tries++) {
    story.say(actor, "feedback", { way, outcome: "unreachable" });
    if (tries === 2) return true;
    story.wait(60, 500, hours);
  }
  const isResolved = random.chance(isAgain ? 0.9 : unit.resolved);
  story.say(actor, "feedback", {
    ...{ way, outcome: "answered", isResolved, satisfaction: satisfactionOf(isResolved, random) },
  });
  return isResolved;
}

function satisfactionOf(isResolved: boolean, random: Random) {
  const share = random.next();
  if (share < 0.1) return "not-asked";
  if (!isResolved) return share < 0.75 ? "dissatisfied" : "fair";
  return share < 0.76 ? "satisfied" : share < 0.96 ? "fair" : "dissatisfied";
}

function petitionLife(story: Story) {
  const { random, facts, unit } = story;
  story.wait(30, 5 * OFFICE_DAY, IN_THE_OFFICE);
  if (!facts.isConfidential && random.chance(0.04))
    return story.say(PETITIONS, "refuse", { reason: random.pick(REASONS.refuse) });
  const { unitId } = unit;
  if (facts.importance === "ordinary")
    story.say(LEADER, "triage-leader", { unitId, words: random.pick(REASONS.lead) });
  else story.say(LEADER, "triage-meeting", { unitId, minutes: random.pick(REASONS.minutes) });
  story.wait(60, 4 * OFFICE_DAY, IN_THE_OFFICE).act("accept");
  if (random.chance(0.4)) story.wait(60, 5 * OFFICE_DAY, ON_THE_STREET).act("arrive");
  if (random.chance(0.06)) extended(story);
  story.wait(OFFICE_DAY, 34 * OFFICE_DAY * unit.pace, IN_THE_OFFICE);
  story.act("report", { words: doneOf(facts.category, random) });
  callBack(story, PETITIONS, false);
  story.wait(60, 3 * OFFICE_DAY, IN_THE_OFFICE).say(PETITIONS, "settle");
  if (facts.isConfidential || !random.chance(0.15)) return story;
  story.wait(OFFICE_DAY, 20 * OFFICE_DAY, IN_THE_OFFICE);
  story.say(PETITIONS, "ask-review", { words: random.pick(REASONS.review) });
  opinion(story, "review");
  if (!random.chance(0.6)) return story;
  story.wait(OFFICE_DAY, 20 * OFFICE_DAY, IN_THE_OFFICE);
  story.say(PETITIONS, "ask-recheck", { words: random.pick(REASONS.recheck) });
  return opinion(story, "recheck");
}

function opinion(story: Story, action: "review" | "recheck") {
  const isUpheld = story.random.chance(0.8);
  story.wait(10 * OFFICE_DAY, 28 * OFFICE_DAY, IN_THE_OFFICE);
  return story.say(LEADER, action, { words: REASONS.opinion[isUpheld ? 0 : 1], isUpheld });
}

function proposalLife(story: Story) {
  const { random, unit, facts } = story;
  story.wait(60, 3 * OFFICE_DAY, IN_THE_OFFICE);
  story.say(LEADER, "instruct", { unitId: unit.unitId, words: random.pick(REASONS.lead) });
  story.wait(60, 2 * OFFICE_DAY, IN_THE_OFFICE).act("accept");
  story.wait(12 * OFFICE_DAY, 40 * OFFICE_DAY, IN_THE_OFFICE);
  story.act("report", { words: doneOf(facts.category, random) });
  story.wait(OFFICE_DAY, 4 * OFFICE_DAY, IN_THE_OFFICE);
  const said = { outcome: "answered", isResolved: true, satisfaction: "satisfied" };
  story.say(PETITIONS, "feedback", { way: "letter", ...said });
  return story.wait(60, OFFICE_DAY, IN_THE_OFFICE).say(PETITIONS, "settle");
}
