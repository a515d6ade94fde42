import { useState } from "preact/hooks";
import { usePanel } from "./context";
import { Face } from "./Face";
import { isEnded } from "./status";

const scores = [1, 2, 3, 4, 5] as const;

/** At the end: was it solved, how it was, and one open question. The first two count at once, the words when they are sent. */
export function Rating() {
  const { chat, view, language } = usePanel();
  const { t } = language;
  const [said, setSaid] = useState<{ score?: number; solved?: boolean }>({});
  const [comment, setComment] = useState("");
  const [done, setDone] = useState(false);
  const [failed, setFailed] = useState(false);
  const conversation = view.conversation;
  if (!conversation || !isEnded(view)) return null;

  const rate = (judgement: { score?: number; solved?: boolean; comment?: string }, onKept?: () => void) => {
    setFailed(false);
    chat.rate(judgement).then(onKept, () => setFailed(true));
  };
  const say = (judgement: { score?: number; solved?: boolean }) => {
    setSaid({ ...said, ...judgement });
    rate(judgement);
  };
  const score = said.score ?? conversation.rating ?? 0;
  const solved = said.solved ?? conversation.solved ?? null;
  const isNew = said.score !== undefined || said.solved !== undefined;
  const reopenable = !conversation.reopenableUntil || Date.parse(conversation.reopenableUntil) > Date.now();
  return (
    <section class="card rating" aria-label={t("ratingQuestion")}>
      <fieldset class="asked">
        <legend class="strong">{t("ratingQuestion")}</legend>
        <div class="solved">
          {[true, false].map((value) => (
            <label key={String(value)} class={solved === value ? "on" : ""}>
              <input
                type="radio"
                class="sr"
                name="cs-solved"
                checked={solved === value}
                onChange={() => say({ solved: value })}
              />
              {t(value ? "solvedYes" : "solvedNo")}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset class="asked">
        <legend class="strong">{t("satisfactionQuestion")}</legend>
        <div class="faces">
          {scores.map((value) => (
            <label key={value} class={score === value ? "on" : ""} title={t(`rating${value}`)}>
              <input
                type="radio"
                class="sr"
                name="cs-score"
                checked={score === value}
                aria-label={t(`rating${value}`)}
                onChange={() => say({ score: value })}
              />
              <Face score={value} />
            </label>
          ))}
        </div>
        <p class="ends soft" aria-hidden="true">
          <span>{t("rating1")}</span>
          <span>{t("rating5")}</span>
        </p>
      </fieldset>
      {failed && (
        <p class="error" role="alert">
          {t("somethingWrong")}
        </p>
      )}
      {done || (score > 0 && !isNew) ? (
        <p role="status">{t("ratingThanks")}</p>
      ) : (
        isNew && (
          <form
            class="fields"
            onSubmit={(event) => {
              event.preventDefault();
              const words = comment.trim();
              // Nothing new to send: what was chosen counts already.
              if (!words) setDone(true);
              else rate({ ...said, comment: words }, () => setDone(true));
            }}
          >
            <label class="field">
              {t(score >= 4 && solved !== false ? "ratingCommentGood" : "ratingComment")}
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
      <p class="soft">{t(!reopenable ? "startNewHint" : solved === false ? "unsolvedHint" : "reopenHint")}</p>
    </section>
  );
}
