/** The sounds of the till. */
export type Chime = 'new_order' | 'cancelled';

export interface Chimes {
  /** @param loudness 0 to 1 of the person's volume */
  readonly play: (chime: Chime, loudness: number) => void;
  /** True while the browser keeps the page silent until somebody taps it. */
  readonly blocked: () => boolean;
  readonly onChange: (listener: () => void) => () => void;
  /** Asks for permission to sound; only works inside a tap or a key press. */
  readonly unlock: () => void;
}

interface Note {
  readonly hertz: number;
  readonly atSeconds: number;
  readonly lengthSeconds: number;
}

/** A rising fourth and a third, bell-like, for "come and look"; a falling, lower pair for "stop". */
const melodies: Record<Chime, readonly Note[]> = {
  new_order: [
    { hertz: 659.26, atSeconds: 0, lengthSeconds: 0.5 },
    { hertz: 880, atSeconds: 0.16, lengthSeconds: 0.5 },
    { hertz: 1108.73, atSeconds: 0.32, lengthSeconds: 0.9 },
  ],
  cancelled: [
    { hertz: 493.88, atSeconds: 0, lengthSeconds: 0.45 },
    { hertz: 329.63, atSeconds: 0.28, lengthSeconds: 0.9 },
    { hertz: 329.63, atSeconds: 0.62, lengthSeconds: 0.9 },
  ],
};

/** A bell is its tone and two quieter overtones. */
const overtones = [
  { ratio: 1, share: 1 },
  { ratio: 2, share: 0.35 },
  { ratio: 3.01, share: 0.12 },
] as const;

/** Sounds made in the browser, so that there is no file to load and none to miss. */
export function createChimes(open: () => AudioContext = () => new AudioContext()): Chimes {
  const context = open();
  const listeners = new Set<() => void>();
  context.addEventListener('statechange', () => listeners.forEach((listener) => listener()));
  return {
    play(chime, loudness) {
      if (context.state !== 'running' || loudness <= 0) return;
      for (const note of melodies[chime]) strike(context, note, Math.min(1, loudness));
    },
    blocked: () => context.state === 'suspended',
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    unlock: () => {
      context.resume().catch(() => undefined);
    },
  };
}

function strike(context: AudioContext, note: Note, loudness: number): void {
  const start = context.currentTime + note.atSeconds;
  const end = start + note.lengthSeconds;
  for (const { ratio, share } of overtones) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = note.hertz * ratio;
    gain.gain.setValueAtTime(0.0001, start);
    gain.gain.exponentialRampToValueAtTime(0.3 * share * loudness, start + 0.012);
    gain.gain.exponentialRampToValueAtTime(0.0001, end);
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(end);
  }
}
