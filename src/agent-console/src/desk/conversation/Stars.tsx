import type { Message } from "@chatservice/client";

const most = 5;

/** What the customer thought of it, when the line is a rating. */
export function ratingOf(message: Message): { score: number; comment: string } | null {
  if (message.event?.type !== "rated") return null;
  const { score, comment = "" } = message.event.data ?? {};
  const stars = Number(score);
  return Number.isInteger(stars) && stars >= 1 && stars <= most ? { score: stars, comment: comment.trim() } : null;
}

/** Drawn for the eye; the words beside it say the same. */
export function Stars({ score, className }: { score: number; className: string | undefined }) {
  return (
    <span className={className} aria-hidden="true">
      {"★".repeat(score) + "☆".repeat(most - score)}
    </span>
  );
}
