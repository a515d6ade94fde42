import type { Message } from "@chatservice/client";

const most = 5;

/** What the customer thought of it, when the line is a rating: stars, whether it was solved, and words. */
export function ratingOf(message: Message): { score: number | null; comment: string } | null {
  if (message.event?.type !== "rated") return null;
  const { score, solved, comment = "" } = message.event.data ?? {};
  const stars = Number(score);
  const known = Number.isInteger(stars) && stars >= 1 && stars <= most ? stars : null;
  return known !== null || solved ? { score: known, comment: comment.trim() } : null;
}

/** Stars as text: drawn for the eye; the words beside it say the same. */
export const starsText = (score: number) => "★".repeat(score) + "☆".repeat(most - score);

/** Drawn for the eye; the words beside it say the same. */
export function Stars({ score, className }: { score: number; className: string | undefined }) {
  return (
    <span className={className} aria-hidden="true">
      {starsText(score)}
    </span>
  );
}
