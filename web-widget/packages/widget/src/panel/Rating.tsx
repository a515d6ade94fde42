import { useState } from "preact/hooks";
import { usePanel } from "./context";
import { Face } from "./Face";
import { isEnded } from "./status";

const scores = [1, 2, 3, 4, 5] as const;

/** At the end: was it solved, five faces and one open question. The face counts at once, the words when they are sent. */
export function Rating() {
  const { chat, view, language } = usePanel();
  const { t } = language;
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const [done, setDone] = useState(false);
  const [failed, setFailed] = useState(false);
  const conversation = view.conversation;
  if (!conversation || !isEnded(view)) return null;

  const rate = (value: number, words?: string) => {
    setScore(value);
    setFailed(false);
    chat.rate(value, words).then(
      () => words !== undefined && setDone(true),
      () => setFailed(true),
    );
  };
  const chosen = score || conversation.rating || 0;
  const reopenable = !conversation.reopenableUntil || Date.parse(conversation.reopenableUntil) > Date.now();
  return (
    <section class="card rating" aria-label={t("ratingQuestion")}>
      <p class="strong">{t("ratingQuestion")}</p>
      <div class="faces" role="radiogroup" aria-label={t("ratingQuestion")}>
        {scores.map((value) => (
          <label key={value} class={chosen === value ? "on" : ""} title={t(`rating${value}`)}>
            <input
              type="radio"
              class="sr"
              name="cs-score"
              checked={chosen === value}
              aria-label={t(`rating${value}`)}
              onChange={() => rate(value)}
            />
            <Face score={value} />
          </label>
        ))}
      </div>
      <p class="ends soft" aria-hidden="true">
        <span>{t("rating1")}</span>
        <span>{t("rating5")}</span>
      </p>
      {failed && (
        <p class="error" role="alert">
          {t("somethingWrong")}
        </p>
      )}
      {done || (conversation.rating && !score) ? (
        <p role="status">{t("ratingThanks")}</p>
      ) : (
        score > 0 && (
          <form
            class="fields"
            onSubmit={(event) => {
              event.preventDefault();
              rate(score, comment.trim());
            }}
          >
            <label class="field">
              {t(score >= 4 ? "ratingCommentGood" : "ratingComment")}
              <textarea
                rows={2}
                maxLength={2000}
                dir="auto"
                value={comment}
                onInput={(event) => setComment((event.target as HTMLTextAreaElement).value)}
              />
            </label>
            <div class="buttons">
              <button type="submit" class="filled">
                {t("ratingSend")}
              </button>
            </div>
          </form>
        )
      )}
      <p class="soft">{t(reopenable ? "reopenHint" : "startNewHint")}</p>
    </section>
  );
}
