/** Two soft notes, made on the spot: nothing to download. The visitor decides; the page never makes a sound before the first message. */
export class Sound {
  #audio: AudioContext | null = null;

  /** Browsers allow sound only after a gesture; sending the first message is one. */
  unlock(): void {
    if (typeof AudioContext === "undefined") return;
    this.#audio ??= new AudioContext();
    void this.#audio.resume().catch(() => undefined);
  }

  play(): void {
    const audio = this.#audio;
    if (audio?.state !== "running") return;
    const gain = audio.createGain();
    gain.connect(audio.destination);
    for (const [hertz, at] of [
      [587, 0],
      [784, 0.12],
    ] as const) {
      const note = audio.createOscillator();
      note.type = "sine";
      note.frequency.value = hertz;
      note.connect(gain);
      note.start(audio.currentTime + at);
      note.stop(audio.currentTime + at + 0.22);
    }
    gain.gain.setValueAtTime(0, audio.currentTime);
    gain.gain.linearRampToValueAtTime(0.06, audio.currentTime + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.4);
  }

  close(): void {
    void this.#audio?.close().catch(() => undefined);
    this.#audio = null;
  }
}
