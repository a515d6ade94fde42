const paths = {
  send: "M4 12 3 4l18 8-18 8 1-8zm0 0h8",
  minimise: "M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  sound: "M4 9v6h4l5 4V5L8 9H4zm12 0a4 4 0 0 1 0 6m2.5-9a8 8 0 0 1 0 12",
  muted: "M4 9v6h4l5 4V5L8 9H4zm12 0 5 6m0-6-5 6",
  down: "M6 10l6 6 6-6",
};

export const Icon = ({ name }: { name: keyof typeof paths }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true" class="icon">
    <path
      d={paths[name]}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);

const mouths = ["M8 17c2-3 6-3 8 0", "M8 16.5c2-1.5 6-1.5 8 0", "M8 16h8", "M8 15c2 2 6 2 8 0", "M7.5 14c1 5 8 5 9 0z"];

/** A face from 1 (sad) to 5 (glad). */
export const Face = ({ score }: { score: number }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true" class="face">
    <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" stroke-width="1.5" />
    <circle cx="9" cy="10" r="1.2" fill="currentColor" />
    <circle cx="15" cy="10" r="1.2" fill="currentColor" />
    <path
      d={mouths[score - 1]}
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>
);
