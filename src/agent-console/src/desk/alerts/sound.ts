/** Two short tones, made on the spot; browsers let a page sound only after it was touched once. */
let audio: AudioContext | null = null;

function context(): AudioContext | null {
  if (typeof AudioContext === "undefined") return null;
  audio ??= new AudioContext();
  if (audio.state === "suspended") void audio.resume().catch(() => undefined);
  return audio;
}

/** Call once: the first touch of the page makes later sounds possible. */
export function unlockSound(): () => void {
  const unlock = () => {
    context();
    stop();
  };
  const stop = () => {
    removeEventListener("pointerdown", unlock);
    removeEventListener("keydown", unlock);
  };
  addEventListener("pointerdown", unlock);
  addEventListener("keydown", unlock);
  return stop;
}

type Sound = "offer" | "message" | "handover";

const tones: Record<Sound, { hz: number; at: number; gain: number }[]> = {
  offer: [
    { hz: 660, at: 0, gain: 0.16 },
    { hz: 880, at: 0.14, gain: 0.16 },
    { hz: 880, at: 0.36, gain: 0.1 },
  ],
  message: [{ hz: 620, at: 0, gain: 0.07 }],
  // Downwards, from one hand into another: no offer goes that way.
  handover: [
    { hz: 784, at: 0, gain: 0.14 },
    { hz: 523, at: 0.18, gain: 0.14 },
  ],
};

export function play(sound: Sound): void {
  const ctx = context();
  if (ctx?.state !== "running") return;
  for (const { hz, at, gain } of tones[sound]) {
    const start = ctx.currentTime + at;
    const tone = ctx.createOscillator();
    const volume = ctx.createGain();
    tone.frequency.value = hz;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(gain, start + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.2);
    tone.connect(volume).connect(ctx.destination);
    tone.start(start);
    tone.stop(start + 0.22);
  }
}
