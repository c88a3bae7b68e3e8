import type { Intake } from "./fix.ts";
import {
  decodeAuthentication,
  decodeLocations,
  decodeRegistration,
  encodeGeneralAnswer,
  encodeRegistrationAnswer,
  REGISTERED,
  RESULT,
} from "./jt808-body.ts";
import type { Jt808Counters, Refusal } from "./jt808-counters.ts";
import type { Jt808Limits } from "./jt808-limits.ts";
import { decodeLocation, fixOf, type Location, type WorkingSignal } from "./jt808-location.ts";
import { encodeMessage, MESSAGE, type Message } from "./jt808-message.ts";
import { createParts, type PartsBudget } from "./jt808-parts.ts";

/** A terminal that a district has registered. */
export type KnownTerminal = {
  readonly districtId: string;
  readonly vehicleId: string;
  readonly plate: string;
  readonly isEnabled: boolean;
  /** Where it says that brush or pump is on; not given: nobody knows. */
  readonly workingSignal?: WorkingSignal | null;
};

/** What the server asks about terminals. Numbers are in the normal form of `terminalNumberOf`. */
export type Jt808Directory = {
  find(terminalNumber: string): Promise<KnownTerminal | null>;
  /** A code for a known terminal, which it gives when it comes back; not to be guessed. */
  issueCode(terminalNumber: string): Promise<string>;
  /** @returns false, and as slowly, for a number that nobody knows. */
  checkCode(terminalNumber: string, code: string): Promise<boolean>;
  /** Hears, until the returned function is called, that some terminal may have changed, whoever changed it. */
  onChanged?(hear: () => void): () => void;
};

/** What a session needs of its server. */
export type SessionParts = {
  readonly directory: Jt808Directory;
  readonly intake: Intake;
  readonly limits: Jt808Limits;
  readonly counters: Jt808Counters;
  /** What the unfinished messages of all terminals take up. */
  readonly budget: PartsBudget;
  /** Says what the operator may want to know; never a code or a position. */
  note(what: string, terminalNumber: string | null): void;
};

/** What a session needs of its connection. */
export type Line = {
  /** Keeps the next place among the answers; they are sent in the order of their places. */
  openAnswer(): (answer: Buffer) => void;
  /** Reads nothing more; closes when all answers are sent. */
  end(): void;
  /** Closes at once, for a reason that is counted. */
  drop(reason: Refusal): void;
  isOpen(): boolean;
  onAuthenticated(terminalNumber: string): void;
};

/** What a terminal says, and is answered: registration, authentication, positions. */
export function createSession(parts: SessionParts, line: Line) {
  const { directory, intake, limits, counters } = parts;
  const split = createParts(limits.parts, parts.budget);
  let terminal: { number: string; workingSignal: WorkingSignal | null } | null = null;
  let attempts = 0;
  let serial = 0;

  const refuse = (reason: Refusal) => {
    counters.refused[reason]++;
  };

  /** Nobody tries for ever: neither numbers nor codes. */
  function countAttempt() {
    attempts++;
    if (attempts >= limits.unauthenticatedMessages) line.end();
  }

  function frameOf(to: Message, id: number, body: Buffer) {
    serial = (serial + 1) & 0xffff;
    const { edition, terminalNumber } = to;
    return encodeMessage({ id, edition, terminalNumber, serial, body })[0]!; // an answer is never split
  }

  /** @param serials  Of all the parts that the message came in; each part waits for its own. */
  function generalAnswer(to: Message, result: number, serials?: readonly number[]) {
    const one = (ofSerial: number) => {
      const body = encodeGeneralAnswer({ serial: ofSerial, id: to.id, result });
      return frameOf(to, MESSAGE.platformAnswer, body);
    };
    return serials ? Buffer.concat(serials.map(one)) : one(to.serial);
  }

  const answer = (to: Message, result: number, serials?: readonly number[]) =>
    line.openAnswer()(generalAnswer(to, result, serials));

  function refused(to: Message, reason: Refusal, result: number, serials?: readonly number[]) {
    refuse(reason);
    answer(to, result, serials);
    if (!terminal) countAttempt();
  }

  async function asked(to: Message, work: () => Promise<Buffer>) {
    const send = line.openAnswer();
    try {
      send(await work());
    } catch (error) {
      refuse("directory-failed");
      parts.note(`the directory of terminals failed: ${String(error)}`, null);
      send(generalAnswer(to, RESULT.failed));
    }
  }

  async function registered(message: Message) {
    const { terminalNumber } = message;
    const registrationAnswer = (result: number, code: string | null) => {
      const body = encodeRegistrationAnswer({ serial: message.serial, result, code });
      return frameOf(message, MESSAGE.registerAnswer, body);
    };
    countAttempt();
    const known = await directory.find(terminalNumber);
    if (known?.isEnabled)
      return registrationAnswer(REGISTERED.done, await directory.issueCode(terminalNumber));
    const reason = known ? "terminal-disabled" : "terminal-unknown";
    refuse(reason);
    parts.note(`registration refused: ${reason}`, terminalNumber);
    line.end();
    return registrationAnswer(REGISTERED.terminalUnknown, null);
  }

  async function authenticated(message: Message, code: string) {
    const { terminalNumber } = message;
    const [known, isRight] = await Promise.all([
      directory.find(terminalNumber),
      directory.checkCode(terminalNumber, code),
    ]);
    if (known?.isEnabled && isRight) {
      attempts = 0;
      if (line.isOpen()) begin(terminalNumber, known.workingSignal ?? null);
      return generalAnswer(message, RESULT.done);
    }
    const reason = known
      ? known.isEnabled
        ? "code-wrong"
        : "terminal-disabled"
      : "terminal-unknown";
    refuse(reason);
    parts.note(`authentication refused: ${reason}`, terminalNumber);
    countAttempt();
    return generalAnswer(message, RESULT.failed);
  }

  function begin(number: string, workingSignal: WorkingSignal | null) {
    if (!terminal) counters.authenticated++;
    terminal = { number, workingSignal };
    line.onAuthenticated(number);
  }

  async function store(to: Message, locations: readonly Location[], serials?: readonly number[]) {
    const { number, workingSignal } = terminal!; // nothing else comes here
    const send = line.openAnswer();
    const fixes = locations.map((location) => fixOf(location, workingSignal));
    try {
      await intake(number, fixes, "jt808");
      counters.acknowledgedFixes += fixes.length;
      send(generalAnswer(to, RESULT.done, serials));
    } catch (error) {
      refuse("intake-failed");
      parts.note(`positions could not be stored: ${String(error)}`, number);
      send(generalAnswer(to, RESULT.failed, serials));
      // one that lost its right while it was connected would send the same for ever
      const lost = await lostRight(number);
      if (!lost) return;
      refuse(lost);
      line.end();
    }
  }

  /** Why a terminal may send no more; null where it may. Its signal of working may be another now. */
  async function lostRight(number: string): Promise<Refusal | null> {
    const known = await directory.find(number).catch(() => undefined); // a directory that fails disables nobody
    if (known === undefined) return null;
    if (!known?.isEnabled) return known ? "terminal-disabled" : "terminal-unknown";
    if (terminal) terminal.workingSignal = known.workingSignal ?? null;
    return null;
  }

  function takeWhole(message: Message, serials?: readonly number[]) {
    switch (message.id) {
      case MESSAGE.location: {
        const location = decodeLocation(message.body);
        if (!location) return refused(message, "malformed", RESULT.malformed, serials);
        return void store(message, [location], serials);
      }
      case MESSAGE.locations: {
        const all = decodeLocations(message.body);
        if (!all) return refused(message, "malformed", RESULT.malformed, serials);
        return void store(message, all.locations, serials);
      }
      case MESSAGE.heartbeat:
        return answer(message, RESULT.done, serials);
      case MESSAGE.terminalAnswer:
        return; // to something we sent; two that answer each other never end
      case MESSAGE.logout:
        answer(message, RESULT.done, serials);
        return line.end();
      default:
        return refused(message, "unsupported", RESULT.unsupported, serials);
    }
  }

  function takePart(message: Message) {
    const taken = split.take(message, Date.now());
    if (typeof taken === "object") return takeWhole(taken.whole, taken.serials);
    if (taken === "duplicate") return refuse("split-duplicate");
    if (taken === "refused") return refused(message, "split-limit", RESULT.failed);
  }

  return {
    terminalNumber: () => terminal?.number ?? null,

    /** @returns a promise where the next message has to wait for this one. */
    take(message: Message): Promise<void> | void {
      counters.messages++;
      if (message.encryption !== 0) return refused(message, "encrypted", RESULT.unsupported);
      if (terminal && message.terminalNumber !== terminal.number) {
        refused(message, "number-changed", RESULT.failed);
        return line.end();
      }
      const isWayIn = message.id === MESSAGE.register || message.id === MESSAGE.authenticate;
      if (message.part) {
        if (terminal && !isWayIn) return takePart(message);
        return refused(message, "split-unauthenticated", RESULT.failed);
      }
      if (message.id === MESSAGE.register) {
        if (decodeRegistration(message.body, message.edition))
          return asked(message, () => registered(message));
        return refused(message, "malformed", RESULT.malformed);
      }
      if (message.id === MESSAGE.authenticate) {
        const code = decodeAuthentication(message.body, message.edition);
        if (code !== null) return asked(message, () => authenticated(message, code));
        return refused(message, "malformed", RESULT.malformed);
      }
      if (terminal) return takeWhole(message);
      if (message.id !== MESSAGE.terminalAnswer)
        return refused(message, "unauthenticated", RESULT.failed);
      refuse("unauthenticated");
      countAttempt();
    },

    /** Terminals have changed: is it still one of ours? */
    async review() {
      const lost = terminal && (await lostRight(terminal.number));
      if (lost) line.drop(lost);
    },

    tick(nowMs: number) {
      counters.refused["split-expired"] += split.expire(nowMs);
    },

    /** The connection is gone. */
    close() {
      split.clear();
      if (terminal) counters.authenticated--;
      terminal = null;
    },
  };
}
