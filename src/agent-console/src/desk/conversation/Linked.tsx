import { linkify } from "@chatservice/client";

/** Web and mail addresses become links, nothing else does; the customer's widget cuts them the same way. */
export function Linked({ text }: { text: string }) {
  return linkify(text).map((piece, index) =>
    piece.href ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sent text never move
      <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
        {piece.text}
      </a>
    ) : (
      piece.text
    ),
  );
}
