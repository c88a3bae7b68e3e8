import { useEffect, useRef } from "react";
import { api } from "../api/client.ts";
import { startedMs } from "./upkeep.ts";

/** What the server is told of a screen. */
type Beat = {
  readonly districtId: string;
  readonly screen: string;
  readonly sceneId: string | null;
  readonly everySeconds: number;
  readonly appVersion: string;
};

/** What went wrong last on this page, for whoever looks after the walls. */
const said = { lastError: null as string | null, glContexts: 0 };

/** Counts a WebGL context the page made. */
export const noteContext = () => {
  said.glContexts += 1;
};

/** Tells the server again and again that the screen lives; what it shows and what went wrong comes along. */
export function useHeartbeat(beat: Beat) {
  const latest = useRef(beat);
  latest.current = beat;
  useEffect(() => {
    const failed = ({ message }: ErrorEvent) => {
      said.lastError = message.slice(0, 300);
    };
    const rejected = ({ reason }: PromiseRejectionEvent) => {
      said.lastError = String(reason).slice(0, 300);
    };
    addEventListener("error", failed);
    addEventListener("unhandledrejection", rejected);
    return () => {
      removeEventListener("error", failed);
      removeEventListener("unhandledrejection", rejected);
    };
  }, []);
  const { everySeconds } = beat;
  useEffect(() => {
    const tell = () => {
      const { districtId, screen, sceneId, appVersion } = latest.current;
      const body = {
        ...{ screen, sceneId, ...said, appVersion },
        uptimeSeconds: Math.round((Date.now() - startedMs()) / 1000),
        ...{ widthPixels: innerWidth, heightPixels: innerHeight },
      };
      // a server that does not answer is told of on the screen already
      void api
        .POST("/api/districts/{districtId}/wall/heartbeat", {
          params: { path: { districtId } },
          body,
        })
        .catch(() => {});
    };
    tell();
    const timer = setInterval(tell, everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds]);
}
