// what the wall needs is listed here and not in what loads first, which names this file alone

export const loadWall = async () => ({ default: (await import("./wall.tsx")).Wall });
