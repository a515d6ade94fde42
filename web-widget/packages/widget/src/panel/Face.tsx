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
