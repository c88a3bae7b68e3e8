// what each part needs is listed here and not in what loads first, which names this file alone

export const loadPanel = async () => ({ default: (await import("./round-panel.tsx")).RoundsPanel });
export const loadDrawing = async () => ({ default: (await import("./round-on.tsx")).OnRounds });
