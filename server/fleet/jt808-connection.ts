import type { Socket } from "node:net";
import type { Refusal } from "./jt808-counters.ts";
import { createFrameReader } from "./jt808-frame.ts";
import { decodeMessage } from "./jt808-message.ts";
import { createSession, type SessionParts } from "./jt808-session.ts";

export type Connection = {
  /** Closes at once, for a reason that is counted. */
  drop(reason: Refusal): void;
  /** Reads nothing more, answers what was read, then closes. */
  end(): void;
  /** What time has made of it: called now and then. */
  tick(nowMs: number): void;
  /** Closes when its terminal may send no more. */
  review(): Promise<void>;
  /** null: it has not said who it is, or not proved it. */
  terminalNumber(): string | null;
};

/**
 * One terminal's line: cuts its bytes into messages, sends the answers in the order of the messages, and reads no further than
 * there is room for answers.
 *
 * @param onAuthenticated  The terminal has proved on this connection that it is the one of this number.
 */
export function createConnection(
  socket: Socket,
  parts: SessionParts,
  onAuthenticated: (terminalNumber: string, connection: Connection) => void,
): Connection {
  const { limits, counters } = parts;
  const reader = createFrameReader();
  const answers: { bytes: Buffer | null }[] = []; // null: still to come
  const beganAtMs = Date.now();
  let heardAtMs = beganAtMs;
  let endedAtMs: number | null = null;
  let isWaiting = false; // what comes next depends on what is asked just now
  let isEnding = false;
  let isPumping = false;
  let faults = 0;

  function drop(reason: Refusal) {
    if (socket.destroyed) return;
    counters.refused[reason]++;
    parts.note(`connection closed: ${reason}`, session.terminalNumber());
    socket.destroy();
  }

  /** Sends what is answered, up to the first answer that is still to come. */
  function send() {
    while (answers[0]?.bytes) {
      const { bytes } = answers.shift()!;
      if (socket.writable) socket.write(bytes!);
    }
    if (socket.writableLength > limits.outgoingBytes) return drop("slow-reader");
    if (!isEnding || answers.length > 0 || endedAtMs !== null) return;
    endedAtMs = Date.now();
    socket.end();
    socket.resume(); // what is not read would reset the connection, and the last answer might be lost
  }

  function openAnswer() {
    const answer: { bytes: Buffer | null } = { bytes: null };
    answers.push(answer);
    return (bytes: Buffer) => {
      answer.bytes = bytes;
      heardAtMs = Date.now(); // it waited for us, however long that was
      if (answers[0] !== answer || isPumping) return; // its turn comes, or pump sends it with others
      send();
      pump();
    };
  }

  /** Takes messages while there is room for their answers, and reads on when all are taken. */
  function pump() {
    isPumping = true;
    while (!isWaiting && !isEnding && !socket.destroyed && answers.length < limits.unacknowledged) {
      const frame = reader.next();
      if (frame === null) break;
      takeFrame(frame);
      if (answers[0]?.bytes) send();
    }
    isPumping = false;
    send();
    if (isEnding || socket.destroyed) return;
    if (isWaiting || answers.length >= limits.unacknowledged) socket.pause();
    else if (socket.isPaused()) socket.resume();
  }

  function takeFrame(frame: Exclude<ReturnType<typeof reader.next>, null>) {
    const message = typeof frame === "string" ? frame : decodeMessage(frame);
    if (typeof message === "string") {
      counters.refused[message]++;
      if (++faults >= limits.faults) drop("too-many-faults");
      return;
    }
    faults = 0;
    heardAtMs = Date.now();
    const pending = session.take(message);
    if (!pending) return;
    isWaiting = true;
    pending.then(() => {
      isWaiting = false;
      pump();
    });
  }

  function end() {
    isEnding = true;
    if (!isPumping) send();
  }

  const connection: Connection = {
    drop,
    end,
    tick(nowMs) {
      session.tick(nowMs);
      if (endedAtMs !== null && nowMs - endedAtMs > limits.closeMilliseconds) socket.destroy();
      const isStranger = session.terminalNumber() === null;
      if (isStranger && nowMs - beganAtMs > limits.unauthenticatedMilliseconds)
        return drop("unauthenticated-too-long");
      const isIdle = answers.length === 0; // while the store is slow, it is not the terminal that is silent
      if (isIdle && nowMs - heardAtMs > limits.silentMilliseconds) drop("silent");
    },
    review: () => session.review(),
    terminalNumber: () => session.terminalNumber(),
  };
  const session = createSession(parts, {
    openAnswer,
    end,
    drop,
    isOpen: () => !socket.destroyed,
    onAuthenticated: (terminalNumber) => onAuthenticated(terminalNumber, connection),
  });

  socket.setNoDelay(true);
  socket.on("data", (bytes: Buffer) => {
    if (isEnding) return;
    reader.write(bytes);
    pump();
  });
  socket.on("error", () => socket.destroy()); // the terminal reset it; "close" follows
  socket.on("close", () => session.close());
  return connection;
}
