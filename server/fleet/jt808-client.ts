import { connect, type Socket } from "node:net";
import {
  decodeGeneralAnswer,
  decodeRegistrationAnswer,
  encodeAuthentication,
  encodeLocations,
  encodeRegistration,
  REGISTERED,
  RESULT,
} from "./jt808-body.ts";
import { createFrameReader } from "./jt808-frame.ts";
import { encodeLocation, type Location } from "./jt808-location.ts";
import {
  decodeMessage,
  type Edition,
  encodeMessage,
  MESSAGE,
  type Message,
} from "./jt808-message.ts";

export type TerminalOptions = {
  readonly host: string;
  readonly port: number;
  readonly terminalNumber: string;
  readonly edition: Edition;
  readonly plate: string;
  /** From an earlier registration; without one it registers. */
  readonly code?: string;
  /** The address it calls from. */
  readonly localAddress?: string;
  readonly retryMilliseconds?: number;
  /** For an answer, before the line is taken for broken. */
  readonly answerMilliseconds?: number;
  readonly heartbeatMilliseconds?: number;
};

/** A terminal as the other side of the wire: for the simulator, tests and benches. */
export type Terminal = {
  /** Sends positions, one or many; resolves when the server has acknowledged them, over however many connections. */
  send(locations: readonly Location[]): Promise<void>;
  /** @returns the code of the last registration. */
  code(): string | null;
  /** Resolves once it is authenticated. */
  ready(): Promise<void>;
  /** Hangs up; what is not acknowledged is rejected. */
  close(): void;
};

/** The server will have nothing to do with it: asking again would not help. */
export class ServerRefused extends Error {
  override readonly name = "ServerRefused";
}

type Pending = {
  readonly id: number;
  readonly body: Buffer;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  /** Under which it was sent on this connection; null: to be sent. */
  serials: readonly number[] | null;
};

const WINDOW = 8; // messages on their way, below what the server takes at once
const MAX_PER_MESSAGE = 500;

/** Connects, registers, authenticates and sends; what was not acknowledged when the line broke is sent again on the next. */
export function createTerminal(options: TerminalOptions): Terminal {
  const { terminalNumber, edition, plate } = options;
  const retryMilliseconds = options.retryMilliseconds ?? 2000;
  const answerMilliseconds = options.answerMilliseconds ?? 30_000;
  const pending: Pending[] = [];
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let socket: Socket | null = null;
  let code = options.code ?? null;
  let isAuthenticated = false;
  let ended: Error | null = null;
  let serial = 0;
  let heardAtMs = 0;
  let retrying: NodeJS.Timeout | undefined;

  function write(id: number, body: Buffer): number[] {
    const frames = encodeMessage({ id, edition, terminalNumber, serial, body });
    const serials = frames.map((_, i) => (serial + i) & 0xffff);
    serial = (serial + frames.length) & 0xffff;
    for (const frame of frames) socket?.write(frame);
    return serials;
  }

  function greet() {
    if (code !== null) return void write(MESSAGE.authenticate, encodeAuthentication(code, edition));
    const registration = { province: 43, city: 4, maker: "HWAT", model: "SIM", terminalId: "1" };
    write(MESSAGE.register, encodeRegistration({ ...registration, plateColor: 2, plate }, edition));
  }

  function sendMore() {
    if (!isAuthenticated || !socket?.writable) return;
    let onTheWay = 0;
    for (const message of pending) {
      if (onTheWay >= WINDOW) return;
      if (message.serials === null && onTheWay === 0) heardAtMs = Date.now();
      message.serials ??= write(message.id, message.body);
      onTheWay++;
    }
  }

  function stop(error: Error) {
    ended = error;
    clearTimeout(retrying);
    clearInterval(beating);
    socket?.destroy();
    for (const one of [...pending.splice(0), ...waiting.splice(0)]) one.reject(error);
  }

  function onRegistered({ body }: Message) {
    const answer = decodeRegistrationAnswer(body);
    if (answer?.result !== REGISTERED.done || answer.code === null)
      return stop(new ServerRefused(`registration was refused with result ${answer?.result}`));
    code = answer.code;
    greet();
  }

  function onAuthenticated(result: number) {
    if (result !== RESULT.done) {
      code = null; // it may be an old one: register again
      return socket?.destroy();
    }
    isAuthenticated = true;
    for (const one of waiting.splice(0)) one.resolve();
    sendMore();
  }

  function onAnswer({ body }: Message) {
    const answer = decodeGeneralAnswer(body);
    if (!answer) return;
    if (answer.id === MESSAGE.authenticate) return onAuthenticated(answer.result);
    const at = pending.findIndex(
      ({ id, serials }) => id === answer.id && serials?.at(-1) === answer.serial,
    );
    if (at < 0) return;
    const message = pending[at]!;
    if (answer.result === RESULT.failed) {
      message.serials = null; // not stored: later again
      setTimeout(sendMore, retryMilliseconds).unref();
      return;
    }
    pending.splice(at, 1);
    if (answer.result === RESULT.done) message.resolve();
    else message.reject(new ServerRefused(`a message got result ${answer.result}`));
    sendMore();
  }

  function open() {
    const { host, port, localAddress } = options;
    const line = connect({ host, port, ...(localAddress && { localAddress }) });
    const reader = createFrameReader();
    socket = line;
    heardAtMs = Date.now();
    line.setNoDelay(true);
    line.on("connect", greet);
    line.on("data", (bytes: Buffer) => {
      heardAtMs = Date.now();
      reader.write(bytes);
      for (let frame = reader.next(); frame !== null; frame = reader.next()) {
        const message = typeof frame === "string" ? frame : decodeMessage(frame);
        if (typeof message === "string") continue;
        if (message.id === MESSAGE.registerAnswer) onRegistered(message);
        else if (message.id === MESSAGE.platformAnswer) onAnswer(message);
      }
    });
    line.on("error", () => {}); // "close" follows, and it connects again
    line.on("close", () => {
      isAuthenticated = false;
      for (const message of pending) message.serials = null;
      if (!ended) retrying = setTimeout(open, retryMilliseconds);
    });
  }

  const beating = setInterval(
    () => {
      const isOwed = pending.some(({ serials }) => serials) || !isAuthenticated;
      if (isOwed && Date.now() - heardAtMs > answerMilliseconds) return void socket?.destroy();
      if (isAuthenticated && pending.length === 0) write(MESSAGE.heartbeat, Buffer.alloc(0));
    },
    Math.min(options.heartbeatMilliseconds ?? 60_000, answerMilliseconds),
  );

  open();

  const post = (id: number, body: Buffer) =>
    new Promise<void>((resolve, reject) => {
      if (ended) return reject(ended);
      pending.push({ id, body, resolve, reject, serials: null });
      sendMore();
    });

  return {
    async send(locations) {
      if (locations.length === 1) return post(MESSAGE.location, encodeLocation(locations[0]!));
      const messages: Promise<void>[] = [];
      for (let at = 0; at < locations.length; at += MAX_PER_MESSAGE) {
        const some = locations.slice(at, at + MAX_PER_MESSAGE);
        messages.push(
          post(MESSAGE.locations, encodeLocations({ isBlind: false, locations: some })),
        );
      }
      await Promise.all(messages);
    },
    code: () => code,
    ready: () =>
      new Promise((resolve, reject) => {
        if (ended) reject(ended);
        else if (isAuthenticated) resolve();
        else waiting.push({ resolve, reject });
      }),
    close() {
      stop(new Error("the terminal hung up"));
    },
  };
}
