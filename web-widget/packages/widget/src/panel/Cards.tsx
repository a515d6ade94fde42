import { useEffect, useState } from "preact/hooks";
import { Callback } from "./Callback";
import { askedForCallback, openCallbackOffer, waitingSince } from "./callbackOffer";
import { usePanel } from "./context";
import { positionText, waitText } from "./status";

/** After this long in the queue the visitor is offered another way, where no answer was promised within another time. */
const patienceSeconds = 30;

/** Place and wait while in the queue; both move live. */
export function QueueCard() {
  const { view, language } = usePanel();
  const { t } = language;
  const since = waitingSince(view);
  const patient = usePatience(since, view.inbox?.answersWithinSeconds ?? patienceSeconds);
  if (since === null) return null;
  // An offer that stands in the log already is not made a second time.
  const offered = !patient && !askedForCallback(view) && openCallbackOffer(view) === null;
  const queue = view.conversation?.queue;
  const wait = waitText(language, queue);
  return (
    <section class="card" aria-label={t("queueTitle")}>
      <p class="strong">{positionText(language, queue) ?? t("statusFinding")}</p>
      {wait && <p class="numbers">{t("queueWait", { wait })}</p>}
      <p class="soft">{t("queueStay")}</p>
      <Callback offered={offered} look="offer" />
    </section>
  );
}

function usePatience(since: number | null, seconds: number): boolean {
  const left = since === null ? 0 : since + seconds * 1000 - Date.now();
  const [, tick] = useState(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => tick((n) => n + 1), left + 50);
    return () => clearTimeout(timer);
  }, [since, seconds]);
  return left > 0;
}

/** When we open, and what happens with a message until then. */
export function ClosedCard() {
  const { view, language } = usePanel();
  const { t } = language;
  if (!view.inbox || view.inbox.open || view.conversation?.agent) return null;
  const { opensAt } = view.inbox;
  return (
    <section class="card" aria-label={t("closedTitle")}>
      <p class="strong">{t("closedTitle")}</p>
      {opensAt && <p>{t("closedUntil", { when: language.when(new Date(opensAt), new Date()) })}</p>}
      <p class="soft">{t("closedLeave")}</p>
    </section>
  );
}

/** Before the first message: a greeting, and questions that one click asks. */
export function Welcome({ onAsk }: { onAsk: (question: string) => void }) {
  const { view, language } = usePanel();
  const { inbox } = view;
  if (!inbox || view.messages.length > 0 || view.outgoing.length > 0) return null;
  const questions = inbox.suggestedQuestions?.slice(0, 3) ?? [];
  return (
    <div class="welcome">
      {inbox.greeting && (
        <div class="group">
          <p class="by">{inbox.name}</p>
          <div class="bubble">
            <div dir="auto">{inbox.greeting}</div>
          </div>
        </div>
      )}
      {questions.length > 0 && (
        <fieldset class="questions">
          <legend class="sr">{language.t("suggestions")}</legend>
          {questions.map((question) => (
            <button type="button" key={question} onClick={() => onAsk(question)}>
              {question}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
