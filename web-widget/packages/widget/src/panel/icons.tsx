const paths = {
  send: "M4 12 3 4l18 8-18 8 1-8zm0 0h8",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4.5 12h1m6 0h1m6 0h1",
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
