/** Web addresses become links, nothing else does; punctuation at the end stays outside. */
const address = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}。,;:!?)】])/g;

export function Linked({ text }: { text: string }) {
  const parts = text.split(address);
  if (parts.length === 1) return text;
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sent text never move
      <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
