export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#2f5bd0" />
      <path
        d="M9 10.5A2.5 2.5 0 0 1 11.500 8h9A2.500 2.500 0 0 1 23 10.500v6a2.500 2.500 0 0 1-2.500 2.500H16l-4.500 4v-4A2.500 2.500 0 0 1 9 16.500z"
        fill="#fff"
      />
    </svg>
  );
}
